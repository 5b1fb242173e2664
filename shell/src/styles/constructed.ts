// A constructed style sheet, one for each window that needs it: a sheet can't be used in another document than its own.

/** Gives the sheet of a window, and makes it when it is first asked for. */
export function constructed(css: string): (view: Window & typeof globalThis) => CSSStyleSheet {
  const sheets = new WeakMap<Window, CSSStyleSheet>();
  return (view) => {
    let sheet = sheets.get(view);
    if (!sheet) {
      sheet = new view.CSSStyleSheet();
      sheet.replaceSync(css);
      sheets.set(view, sheet);
    }
    return sheet;
  };
}
