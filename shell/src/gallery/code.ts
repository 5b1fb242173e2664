// What makes a cell's card on another page: its HTML, its CSS and its script, by a choice.

import type { Cell } from './cells.js';
import { isUsual, type Choice } from './choice.js';
import { fetcherSource, source } from './replies.js';

/** Code to copy, by its language; empty where none is needed. */
export interface Code {
  readonly html: string;
  readonly css: string;
  readonly js: string;
}

/** Controls whose values are attributes of the card. */
const CHOSEN = ['variant', 'theme', 'lang', 'dir'];
const SWITCHES = ['show-signals', 'show-business', 'mask'];

/** The attributes that a choice sets, or takes away. */
export const CONTROLLED = [...CHOSEN, ...SWITCHES];

/** What a cell's card has as attributes. */
export function attributesOf(cell: Cell, choice: Choice): Record<string, string> {
  const chosen = CHOSEN.filter((name) => !isUsual(choice, name)).map((name) => [name, choice[name] ?? '']);
  const switched = SWITCHES.filter((name) => choice[name]).map((name) => [name, '']);
  return { ...cell.attributes, ...Object.fromEntries([...chosen, ...switched]) };
}

/** The style sheet of a worked theme. */
export function themeAddress(look: string | undefined): string | undefined {
  return !look || look === 'default' ? undefined : kitAddress(`themes/${look}.css`);
}

/** The rules of a choice. */
export function cssOf(choice: Choice): string {
  const { width, density, 'font-size': fontSize } = choice;
  const declarations = [
    !isUsual(choice, 'width') && `max-inline-size: ${width}px;`,
    !isUsual(choice, 'font-size') && `font-size: ${fontSize}px;`,
    !isUsual(choice, 'density') && `--phone-profile-density: ${density};`,
  ].filter(Boolean);
  return declarations.length ? `phone-profile {\n${declarations.map((line) => `  ${line}\n`).join('')}}\n` : '';
}

export function codeOf(cell: Cell, choice: Choice): Code {
  return { html: htmlOf(cell, choice), css: cssOf(choice), js: scriptOf(cell) };
}

function htmlOf(cell: Cell, choice: Choice): string {
  const attributes = Object.entries(attributesOf(cell, choice)).map(([name, value]) => (value ? ` ${name}="${escaped(value)}"` : ` ${name}`));
  const theme = themeAddress(choice['look']);
  const link = theme ? `<link rel="stylesheet" href="${escaped(theme)}">\n` : '';
  return `${link}<phone-profile${attributes.join('')}></phone-profile>\n`;
}

function scriptOf({ profile, reply, isStopped, timeoutMs }: Cell): string {
  const kit = kitAddress('index.js');
  if (!profile && !reply) return `import { define } from '${kit}';\n\ndefine();\n`;
  const lines = ["const card = document.querySelector('phone-profile');"];
  if (profile) {
    lines.push('// What the page knows already. In its place, number="…" endpoint="/lookup" looks it up.', `card.profile = ${source(profile)};`);
  }
  if (isStopped) {
    lines.push(
      '// Stopped as soon as it has begun: no lookup goes out.',
      `card.fetcher = () => {\n  setTimeout(() => card.abort());\n  return new Promise(() => {});\n};`,
      'await init();',
    );
  } else if (reply) {
    lines.push('// Replies in the place of the endpoint: no lookup goes out.', `card.fetcher = ${fetcherSource(reply)};`);
  }
  if (timeoutMs) lines.push(`configure({ timeoutMs: ${timeoutMs} });`);
  const imported = [timeoutMs && 'configure', 'define', isStopped && 'init'].filter(Boolean).join(', ');
  return `import { ${imported} } from '${kit}';\n\n${lines.join('\n')}\ndefine();\n`;
}

function kitAddress(file: string): string {
  return new URL(`../phone-profile/${file}`, import.meta.url).href;
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
