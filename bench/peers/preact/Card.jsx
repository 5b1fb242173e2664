// The card, in Preact.

import { useRef } from 'preact/hooks';
import { drawn } from '../shared/picture.js';
import { announcement, answerView, errorView } from '../shared/view.js';
import { useLookup, usePicture } from './hooks.js';

export function Card({ number, endpoint, variant = 'card' }) {
  const [outcome, retry] = useLookup(endpoint, number);
  const base = useRef(null);
  const { state, profile, code } = outcome;
  return (
    <div class="phone-card" data-state={state} data-variant={variant}>
      <div class="root">
        <div class="base" tabIndex={-1} ref={base} aria-busy={state === 'loading' ? 'true' : undefined}>
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
      <p class="sr" role="status">
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
      <div class="facts">
        <p class="status" data-no={view.registered ? undefined : ''}>
          {view.status}
        </p>
        {view.signals.length > 0 && (
          <ul class="signals" role="list">
            {view.signals.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
        <p class="time">
          <span>{prefix}</span>
          <time dateTime={iso} title={exact}>
            {relative}
          </time>
          <span class="source">{source}</span>
        </p>
      </div>
    </div>
  );
}

function Header({ view, picture, onSettle }) {
  return (
    <div class="header">
      <div class="avatar">
        <span class="initials" aria-hidden="true">
          {view.initials ? <bdi>{view.initials}</bdi> : <Figure path={view.figure} />}
        </span>
        {drawn(picture).map(({ size, url, state }) => (
          <img
            key={size + url}
            class="picture"
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
      <div class="who">
        <div class="name" role="heading" aria-level={3} data-unnamed={view.named ? undefined : ''}>
          <bdi>{view.name}</bdi>
        </div>
        <p class="number">
          <bdi dir="ltr">{view.number}</bdi>
        </p>
        {view.badges.length > 0 && (
          <div class="badges">
            {view.badges.map(({ kind, text }) => (
              <span key={kind} class={kind}>
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
    <div class="error">
      <p class="title">{title}</p>
      {!isCompact && <p class="hint">{hint}</p>}
      {retry && (
        <button class="retry" type="button" onClick={onRetry}>
          {retry}
        </button>
      )}
    </div>
  );
}

function Skeleton({ isCompact }) {
  return (
    <>
      <div class="header" aria-hidden="true">
        <span class="avatar bone" />
        <div class="who">
          <div class="name">
            <span class="bone line" />
          </div>
          <p class="number">
            <span class="bone line" />
          </p>
        </div>
      </div>
      {!isCompact && (
        <div class="facts" aria-hidden="true">
          <span class="bone line" />
          <span class="bone line" />
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
      stroke-width="1.75"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
