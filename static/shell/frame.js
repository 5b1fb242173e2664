// embedFrame(): the card in an iframe, for sites that can take nothing else in. It speaks the
// protocol of frame.d.ts with the page in the frame, and needs nothing else of the kit.

// A variable: bundlers take what stands beside the bare name for a file to ship.
const here = import.meta.url;

const envelope = { source: 'phone-profile', version: 1 };

export function embedFrame(
  target,
  { src = new URL('../', here), title = 'Phone profile', loading = 'eager', onState, onProfile, onError, ...options } = {},
) {
  const place = typeof target === 'string' ? document.querySelector(target) : target;
  if (!(place instanceof Element)) throw new TypeError(`phone-profile: embedFrame() found no element for ${target}`);
  const url = new URL(src, document.baseURI);
  url.searchParams.set('embed', '');
  const element = document.createElement('iframe');
  let ready = false;
  let shown;

  const post = (type, fields) => {
    if (ready) element.contentWindow?.postMessage({ ...fields, ...envelope, type }, url.origin);
  };
  const dress = () => {
    // A frame of another colour scheme than its document's gets an opaque background.
    const { theme } = options;
    element.style.colorScheme = theme === 'light' || theme === 'dark' ? theme : 'light dark';
  };
  const tell = () => {
    post('set', options);
    if (shown) post('show', { profile: shown });
  };
  const listen = ({ source, origin, data }) => {
    if (source !== element.contentWindow || origin !== url.origin || data?.source !== envelope.source) return;
    const { type, source: _, version, ...fields } = data;
    if (version !== envelope.version) return;
    if (type === 'ready') {
      ready = true;
      tell();
    } else if (type === 'height') element.style.height = `${fields.height}px`;
    else if (type === 'state') onState?.(fields);
    else if (type === 'profile') onProfile?.(fields.profile);
    else if (type === 'error') onError?.(fields);
  };

  Object.assign(element, { title, loading, referrerPolicy: 'strict-origin', src: url.href });
  element.setAttribute('sandbox', 'allow-scripts allow-same-origin');
  element.style.cssText = 'display:block;width:100%;border:0';
  dress();
  addEventListener('message', listen);
  place.append(element);
  return {
    element,
    update(changes) {
      Object.assign(options, changes);
      if ('number' in changes) shown = undefined;
      dress();
      post('set', changes);
    },
    show(profile) {
      shown = profile;
      delete options.number;
      post('show', { profile });
    },
    refresh: () => post('refresh'),
    remove() {
      removeEventListener('message', listen);
      element.remove();
    },
  };
}
