// embedFrame(): the card in an iframe, for sites that can take nothing else in. Needs nothing else of the kit.

import { followScheme, schemeAt, stopFollowingScheme } from '../styles/scheme.js';
import type { Profile } from '../types/profile.js';
import type { FrameError, FrameMessage, FrameOptions, FrameState, HostMessage } from './messages.js';

/** What `embedFrame()` takes. */
export interface EmbedFrameOptions extends FrameOptions {
  /**
   * The gateway's page, relative to the document or absolute: `https://dash.example/`. Only a page that
   * imports this script from its gateway, on another origin, may leave it out.
   */
  src: string | URL;
  /** The name of the frame for screen readers. Default: `Phone profile`. */
  title?: string;
  /** When the frame is loaded. Default: `eager`. */
  loading?: 'eager' | 'lazy';
  /** Called when the card's state or its picture's has changed. */
  onState?: (state: FrameState) => void;
  /** Called with each answer. */
  onProfile?: (profile: Profile) => void;
  /**
   * Called with each failure; with `frame-blocked` where the frame has loaded and the card was not heard
   * of: the gateway doesn't list this site, a policy forbids the frame, or `src` is another page.
   */
  onError?: (error: FrameError) => void;
}

/** A frame that `embedFrame()` has put into the page. */
export interface FrameHandle {
  /** The frame, as high as what it shows. */
  readonly element: HTMLIFrameElement;
  /** Sets some of the options; the others stay. `null` and `undefined` go back to the default. */
  update(options: FrameOptions): void;
  /** Shows an answer that the page already has, without a request. */
  show(profile: Profile | object): void;
  /** Looks the number up again, past the cache; `onProfile` or `onError` tells what came of it. */
  refresh(): void;
  /** Takes the frame and its listener out of the page. */
  remove(): void;
}

// A variable: bundlers take what stands beside the bare name for a file to ship.
const here = import.meta.url;

const ENVELOPE = { source: 'phone-profile', version: 1 } as const;

/**
 * How long after its `load` event a frame may stay silent, in milliseconds. The card's page speaks up
 * before that event, however slow its network is; what is left is the way of a message between processes.
 */
const GRACE_MS = 2_000;

/**
 * Appends a framed card to an element, or to the first one that a selector finds. The number goes by
 * message, so that it is in no address. The page's Content-Security-Policy has to name the frame's
 * origin in `frame-src`, and this script's in `script-src`.
 *
 * @throws TypeError where there is no such element, or no `src` and no way to know it.
 */
export function embedFrame(target: Element | string, options: EmbedFrameOptions): FrameHandle {
  // What a page that knows no types may leave out.
  const lenient: Partial<EmbedFrameOptions> | undefined = options;
  const { src = pageOfGateway(), title = 'Phone profile', loading = 'eager', ...given } = lenient ?? {};
  const { onState, onProfile, onError, ...card } = given;
  const place = typeof target === 'string' ? document.querySelector(target) : target;
  if (place?.nodeType !== 1) throw new TypeError(`phone-profile: embedFrame() found no element for ${target}`);
  const url = new URL(src, document.baseURI);
  url.searchParams.set('embed', '');
  const element = document.createElement('iframe');
  let isReady = false;
  let isHeard = false;
  let grace: ReturnType<typeof setTimeout> | undefined;
  let shown: Profile | object | undefined;

  const post = (type: HostMessage['type'], fields?: object): void => {
    if (isReady) element.contentWindow?.postMessage({ ...fields, ...ENVELOPE, type }, url.origin);
  };
  /** The frame knows nothing of the page around it. */
  const theme = (): FrameOptions['theme'] => ((card.theme ?? 'auto') === 'auto' ? schemeAt(place) : card.theme);
  /** A frame of another colour scheme than its document's gets an opaque ground. Whether it is another than before. */
  const setColorScheme = (): boolean => {
    const before = element.style.colorScheme;
    element.style.colorScheme = theme() ?? '';
    return element.style.colorScheme !== before;
  };
  const hear = ({ source, origin, data }: MessageEvent<FrameMessage>): void => {
    if (source !== element.contentWindow || origin !== url.origin || data?.source !== ENVELOPE.source) return;
    if (data.version !== ENVELOPE.version) return;
    isHeard = true;
    switch (data.type) {
      case 'ready':
        isReady = true;
        post('set', { ...card, theme: theme() });
        if (shown) post('show', { profile: shown });
        return;
      case 'height':
        element.style.height = `${data.height}px`;
        return;
      case 'state':
        return onState?.(withoutEnvelope(data));
      case 'profile':
        return onProfile?.(data.profile);
      case 'error':
        return onError?.(withoutEnvelope(data));
    }
  };

  Object.assign(element, { title, loading, referrerPolicy: 'strict-origin', src: url.href });
  element.setAttribute('sandbox', 'allow-scripts allow-same-origin');
  element.style.cssText = 'display:block;width:100%;border:0';
  setColorScheme();
  followScheme(element, () => setColorScheme() && post('set', { theme: theme() }));
  addEventListener('message', hear);
  place.append(element);
  // Of a page that a policy blocks nobody hears but this event: browsers fire it as for any other page.
  element.addEventListener('load', () => {
    clearTimeout(grace);
    grace = setTimeout(() => isHeard || onError?.(blocked(url)), GRACE_MS);
  });
  return {
    element,
    update(changes) {
      Object.assign(card, changes);
      if ('number' in changes) shown = undefined;
      setColorScheme();
      post('set', 'theme' in changes ? { ...changes, theme: theme() } : changes);
    },
    show(profile) {
      shown = profile;
      delete card.number;
      post('show', { profile });
    },
    refresh: () => post('refresh'),
    remove() {
      removeEventListener('message', hear);
      clearTimeout(grace);
      stopFollowingScheme(element);
      element.remove();
    },
  };
}

/** The page beside this script, where a gateway on another origin has served both. */
function pageOfGateway(): URL {
  const isFromGateway = /^https?:.*\/phone-profile\/frame\.js([?#]|$)/.test(here) && !here.startsWith(`${location.origin}/`);
  if (isFromGateway) return new URL('../', here);
  throw new TypeError("phone-profile: embedFrame() needs src, the page of your gateway: embedFrame(target, { src: 'https://dash.example/' })");
}

/** No number is in it: the address may have a query. */
function blocked({ origin, pathname }: URL): FrameError {
  return {
    code: 'frame-blocked',
    message: `The frame at ${origin}${pathname} has loaded without the card. Start its gateway with --frame-origin ${location.origin}, let this page's Content-Security-Policy name it (frame-src ${origin}), and check that src is the gateway's page and can be reached.`,
    retryable: false,
  };
}

function withoutEnvelope<Message extends FrameMessage>(message: Message): Omit<Message, 'source' | 'version' | 'type'> {
  const { source, version, type, ...fields } = message;
  return fields;
}
