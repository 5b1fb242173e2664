// Puts the design tokens of src/styles/tokens.json into style sheets, and holds what is known of them for docs and tests.
// A sheet says `token(color.bg)`, and gets `light-dark(#fff, #161b22)`.

import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

export const tokens = JSON.parse(readFileSync(new URL('../src/styles/tokens.json', import.meta.url), 'utf8'));

/** An OKLCH colour as sRGB, which browsers without `oklch()` know too: all tokens are colours that sRGB has. */
export function srgb(color) {
  const { code } = transformSync(`a{color:${color}}`, { loader: 'css', minify: true, target: 'chrome100' });
  const [, found] = /^a\{color:(#[0-9a-f]{3,8})\}\s*$/.exec(code) ?? [];
  if (!found) throw new Error(`${color} is no colour that sRGB has: ${code}`);
  return found;
}

/** A token as style sheets have it. */
export function cssValue({ value, light, dark }) {
  const color = light && `light-dark(${srgb(light)}, ${srgb(dark)})`;
  return [value, color].filter(Boolean).join(' ');
}

/** A style sheet with the tokens that it names by group and name. */
export function withTokens(css) {
  return css.replace(/token\(([\w-]+)\.([\w-]+)\)/g, (_, group, name) => {
    const token = tokens[group]?.[name];
    if (!token) throw new Error(`there is no token ${group}.${name}`);
    return cssValue(token);
  });
}

/** A worked theme as a style sheet. Browsers without `light-dark()` get its light colours. */
export function themeSheet({ title, use, variables, color }) {
  const rule = (indent, declarations) =>
    [':root {', ...declarations.map(([name, value]) => `  --phone-profile-${name}: ${value};`), '}'].map((line) => `${indent}${line}`);
  const colors = Object.entries(color);
  const first = colors.map(([name, { light, dark }]) => [name, srgb(light ?? dark)]);
  const both = colors.filter(([, { light }]) => light).map(([name, token]) => [name, cssValue(token)]);
  const lines = [`/* ${title}. ${use} */`, ...rule('', [...first, ...Object.entries(variables)])];
  if (both.length) lines.push('@supports (color: light-dark(#000, #fff)) {', ...rule('  ', both), '}');
  return `${lines.join('\n')}\n`;
}

/** How far two colours differ in brightness, from 1 to 21: the contrast ratio of WCAG 2.2. */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color) {
  const hex = srgb(color).slice(1);
  const digits = hex.length === 3 ? [...hex].map((digit) => digit + digit) : hex.match(/../g);
  const [red, green, blue] = digits.map((pair) => {
    const share = Number.parseInt(pair, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Tables of all tokens, in Markdown. */
export function tokenTables() {
  const { color, 'page-color': pageColor, contrast: _, themes: __, ...lengths } = tokens;
  const colors = (group) =>
    table(
      ['', 'light', 'dark', 'is'],
      Object.entries(group).map(([name, { light, dark, use }]) => [`\`${name}\``, swatch(light), swatch(dark), use]),
    );
  const others = Object.entries(lengths).flatMap(([group, entries]) =>
    Object.entries(entries).map(([name, token]) => [`\`${group}.${name}\``, `\`${cssValue(token)}\``, token.use]),
  );
  return [
    'Colours of the card, the list and the popover:',
    colors(color),
    'Colours of the page and the workbench besides:',
    colors(pageColor),
    'All others:',
    table(['', 'is', 'of'], others),
  ].join('\n\n');
}

/** The worked themes, in Markdown. */
export function themeTable() {
  const rows = Object.entries(tokens.themes).map(([name, { title, use }]) => [`\`${name}.css\``, title, use]);
  return table(['file', 'theme', 'is'], rows);
}

function swatch(color) {
  return `\`${color}\` = \`${srgb(color)}\``;
}

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
