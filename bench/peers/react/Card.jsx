// The card, in React.

import { useRef } from 'react';
import { drawn } from '../shared/picture.js';
import { announcement, answerView, errorView } from '../shared/view.js';
import { useLookup, usePicture } from './hooks.js';

export function Card({ number, endpoint, variant = 'card' }) {
  const [outcome, retry] = useLookup(endpoint, number);
  const base = useRef(null);
  const { state, profile, code } = outcome;
  return (
    <div className="phone-card" data-state={state} data-variant={variant}>
      <div className="root">
        <div className="base" tabIndex={-1} ref={base} aria-busy={state === 'loading' ? 'true' : undefined}>
          {profile ? (
            <Answer profile={profile} isCompact={variant === 'compact'} />
          ) : code ? (
            <Failure
              {...errorView(code)}
              isCompact={variant === 'compact'}
              onRetry={() => {
                base.current.focus();
                retry();
              }}
            />
          ) : (
            <Skeleton isCompact={variant === 'compact'} />
          )}
        </div>
      </div>
      <p className="sr" role="status">
        {announcement(outcome)}
      </p>
    </div>
  );
}

function Answer({ profile, isCompact }) {
  const [picture, settle] = usePicture(profile, isCompact);
  const view = answerView(profile, picture);
  const header = <Header view={view} picture={picture} onSettle={settle} />;
  if (isCompact) return header;
  const { prefix, relative, iso, exact, source } = view.checked;
  return (
    <div>
      {header}
      <div className="facts">
        <p className="status" data-no={view.registered ? undefined : ''}>
          {view.status}
        </p>
        {view.signals.length > 0 && (
          <ul className="signals" role="list">
            {view.signals.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
        <p className="time">
          <span>{prefix}</span>
          <time dateTime={iso} title={exact}>
            {relative}
          </time>
          <span className="source">{source}</span>
        </p>
      </div>
    </div>
  );
}

function Header({ view, picture, onSettle }) {
  return (
    <div className="header">
      <div className="avatar">
        <span className="initials" aria-hidden="true">
          {view.initials ? <bdi>{view.initials}</bdi> : <Figure path={view.figure} />}
        </span>
        {drawn(picture).map(({ size, url, state }) => (
          <img
            key={size + url}
            className="picture"
            alt=""
            referrerPolicy="no-referrer"
            decoding="async"
            draggable={false}
            data-loaded={state === 'loaded' ? '' : undefined}
            src={url}
            onLoad={() => onSettle(size, 'loaded')}
            onError={() => onSettle(size, 'failed')}
          />
        ))}
      </div>
      <div className="who">
        <div className="name" role="heading" aria-level={3} data-unnamed={view.named ? undefined : ''}>
          <bdi>{view.name}</bdi>
        </div>
        <p className="number">
          <bdi dir="ltr">{view.number}</bdi>
        </p>
        {view.badges.length > 0 && (
          <div className="badges">
            {view.badges.map(({ kind, text }) => (
              <span key={kind} className={kind}>
                {text}
              </span>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

function Failure({ title, hint, retry, isCompact, onRetry }) {
  return (
    <div className="error">
      <p className="title">{title}</p>
      {!isCompact && <p className="hint">{hint}</p>}
      {retry && (
        <button className="retry" type="button" onClick={onRetry}>
          {retry}
        </button>
      )}
    </div>
  );
}

function Skeleton({ isCompact }) {
  return (
    <>
      <div className="header" aria-hidden="true">
        <span className="avatar bone" />
        <div className="who">
          <div className="name">
            <span className="bone line" />
          </div>
          <p className="number">
            <span className="bone line" />
          </p>
        </div>
      </div>
      {!isCompact && (
        <div className="facts" aria-hidden="true">
          <span className="bone line" />
          <span className="bone line" />
        </div>
      )}
    </>
  );
}

function Figure({ path }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
