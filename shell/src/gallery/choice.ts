// What can be chosen for all cards of the gallery, and how a choice is written in the page's address.

/** A value with what it is called; the first of a control is the default. */
export interface Option {
  readonly value: string;
  readonly label: string;
  /** The language that it is called by, where that is not English. */
  readonly lang?: string;
}

interface Named {
  /** In the address. */
  readonly name: string;
  readonly label: string;
}

export type Control =
  | (Named & { readonly kind: 'options'; readonly options: readonly Option[] })
  | (Named & { readonly kind: 'range'; readonly least: number; readonly most: number; readonly step: number; readonly usual: number; readonly unit: string })
  | (Named & { readonly kind: 'switch' });

/** By the names of the controls. A switch that is on is `on`. */
export type Choice = Readonly<Record<string, string>>;

const words = (...values: string[]): Option[] => values.map((value) => ({ value, label: value }));

/** Each language by its own name. English comes first, others by their tags. */
function languages(): Option[] {
  return ['en', ...LANGUAGES.filter((tag) => tag !== 'en')].map((tag) => {
    const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
    return { value: tag, label: `${name} (${tag})`, lang: tag };
  });
}

export const CONTROLS: readonly Control[] = [
  { kind: 'options', name: 'variant', label: 'Variant', options: words('card', 'compact', 'avatar') },
  { kind: 'options', name: 'theme', label: 'Light or dark', options: words('auto', 'light', 'dark') },
  {
    kind: 'options',
    name: 'look',
    label: 'Worked theme',
    options: [{ value: 'default', label: 'none' }, ...THEMES.map(([value, label]) => ({ value, label }))],
  },
  { kind: 'options', name: 'lang', label: 'Language', options: languages() },
  {
    kind: 'options',
    name: 'dir',
    label: 'Direction',
    options: [{ value: 'auto', label: 'auto' }, ...words('ltr', 'rtl')],
  },
  { kind: 'range', name: 'width', label: 'Width', least: 80, most: 420, step: 10, usual: 420, unit: 'px' },
  { kind: 'range', name: 'density', label: 'Density', least: 0.5, most: 2, step: 0.1, usual: 1, unit: '' },
  { kind: 'range', name: 'font-size', label: 'Font size', least: 10, most: 32, step: 1, usual: 14, unit: 'px' },
  { kind: 'switch', name: 'show-signals', label: 'Show signals' },
  { kind: 'switch', name: 'show-business', label: 'Show business' },
  { kind: 'switch', name: 'mask', label: 'Mask numbers' },
];

/** What a control is at before anything is chosen. */
export function usual(control: Control): string {
  switch (control.kind) {
    case 'options':
      return control.options[0]?.value ?? '';
    case 'range':
      return String(control.usual);
    case 'switch':
      return '';
  }
}

/** Whether a control is at what it was before anything was chosen. */
export function isUsual(choice: Choice, name: string): boolean {
  const control = CONTROLS.find((known) => known.name === name);
  return control !== undefined && choice[name] === usual(control);
}

/** What fields or an address say; what they don't say, or what no control has, is as usual. */
export function choiceIn(entries: Iterable<readonly [string, unknown]>): Choice {
  const said = new Map(entries);
  return Object.fromEntries(
    CONTROLS.map((control) => {
      const value = said.get(control.name);
      return [control.name, typeof value === 'string' && has(control, value) ? value : usual(control)];
    }),
  );
}

function has(control: Control, value: string): boolean {
  switch (control.kind) {
    case 'options':
      return control.options.some((option) => option.value === value);
    case 'range':
      return value !== '' && Number(value) >= control.least && Number(value) <= control.most;
    case 'switch':
      return value === 'on';
  }
}

/** The address of a choice, of one cell or of all. What is as usual is left out. */
export function addressOf(choice: Choice, cell?: string): string {
  const chosen = CONTROLS.filter(({ name }) => !isUsual(choice, name));
  const said = chosen.map(({ name }) => [name, choice[name] ?? '']);
  const query = new URLSearchParams(cell ? [...said, ['cell', cell]] : said);
  return `${query}` ? `?${query}` : './';
}
