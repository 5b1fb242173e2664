// Made-up people, and a `fetch` that knows them: each number has a name of its own, whatever the number.

const FIRST = words('Maya Jonas Amara Luca Sofia Henrik Priya Tomás Elif Noah Ingrid Kofi Chiara Mateus Yuki Oskar');
const LAST = words('Lindqvist Okafor Brandt Silva Haugen Raman Novák Yılmaz Fischer Mensah Rossi Almeida Tanaka Wójcik');
const MIDDLE = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `${letter}.`);

function words(text) {
  return text.split(' ');
}

/** The number at a place of an endless list; those of the first ten thousand are set aside for fiction. */
export function numberAt(index) {
  return `+1310${555 + Math.floor(index / 10_000)}${String(index % 10_000).padStart(4, '0')}`;
}

export function nameOf(number) {
  const line = number.slice(-4);
  const exchange = number.slice(-7, -4);
  let rest = (exchange - 555) * 10_000 + Number(line);
  const next = (list) => {
    const word = list[rest % list.length];
    rest = Math.floor(rest / list.length);
    return word;
  };
  const [first, last] = [next(FIRST), next(LAST)];
  return `${first} ${next(MIDDLE)} ${next(MIDDLE)} ${last}`;
}

/** Answers lookups at once, with that one picture for everybody; anything else goes out as before. */
export function answerLookups(picture) {
  const original = window.fetch;
  window.fetch = (request, options) => {
    const digits = /\/number\/(\d+)/.exec(request.url ?? request)?.[1];
    if (!digits) return original.call(window, request, options);
    const body = JSON.stringify(answer(digits, picture));
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'application/json' } }));
  };
}

/** As the endpoint writes it. */
function answer(number, picture) {
  return {
    success: true,
    isWhatsApp: true,
    number,
    profilePic: picture,
    profilePicThumb: picture,
    name: nameOf(number),
    isBusiness: false,
    lastChecked: new Date().toISOString(),
    source: 'demo',
    quota: null,
  };
}
