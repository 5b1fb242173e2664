// Texts with numbers in them.

/** `{row}` with a number in its place, as the language writes it. */
export function filled(text: string, values: Record<string, number>, lang: string): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    return value === undefined ? place : value.toLocaleString(lang);
  });
}

/** The text for a count: that of its plural category where there is one, such as `failed_one`. */
export function formFor(texts: object, name: string, count: number, lang: string): string {
  const forms = texts as Record<string, string>;
  return forms[`${name}_${new Intl.PluralRules(lang).select(count)}`] ?? forms[name] ?? '';
}
