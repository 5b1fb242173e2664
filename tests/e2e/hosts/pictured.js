// Before the gallery's own scripts, where its cards are pictured: a time that stands still, and fonts that are the same
// everywhere. The page's root says when these are there.

{
  const NOW = Date.UTC(2026, 0, 15, 12);
  /** Family, file and weights. */
  const FONTS = [
    ['Pictured Latin', 'latin.woff2', '100 900'],
    ['Pictured Arabic', 'arabic.woff2', '100 900'],
    ['Pictured Emoji', 'emoji.woff2', '400'],
  ];

  globalThis.Date = class extends Date {
    constructor(...parts) {
      super(...(parts.length ? parts : [NOW]));
    }

    static now() {
      return NOW;
    }
  };

  // The page's policy allows no address of a font.
  const load = async ([family, file, weight]) => {
    const response = await fetch(`./pictured-${file}`);
    const face = new FontFace(family, await response.arrayBuffer(), { weight });
    document.fonts.add(await face.load());
  };
  const say = (text) => document.documentElement.setAttribute('data-fonts', text);
  Promise.all(FONTS.map(load)).then(() => say('loaded'), say);
}
