// The design tokens: whoever uses them, whoever describes them, and whether they can be read.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { customElementsManifest } from '../build/manifest.mjs';
import { contrast, srgb, themeSheet, themeTable, tokens, tokenTables, withTokens } from '../build/tokens.mjs';

const ROOT = new URL('../../', import.meta.url);
const read = (name) => readFileSync(new URL(name, ROOT), 'utf8');
const SCHEMES = ['light', 'dark'];

const KIT = ['skeleton.css', 'card.css'].map((name) => `shell/src/styles/${name}`);
const SHEETS = [...KIT, 'shell/src/list/list.css', 'shell/src/attach/popover.css', 'static/page/page.css'];
const WORKBENCH = 'static/workbench/workbench.css';
const colors = { ...tokens.color, ...tokens['page-color'] };

test('given the style sheets, when searched for tokens, then each token is in use, and each that is used is there', () => {
  const sheets = [...SHEETS, WORKBENCH].map(read).join('\n');
  assert.doesNotMatch(withTokens(sheets), /token\(/);
  const { contrast: _, themes: __, ...groups } = tokens;
  for (const [group, entries] of Object.entries(groups)) {
    for (const name of Object.keys(entries)) assert.ok(sheets.includes(`token(${group}.${name})`), `${group}.${name} is used by nobody`);
  }
  assert.throws(() => withTokens('a { color: token(color.none) }'), /no token color\.none/);
});

test('given the style sheets, when searched for colours, then all of them are tokens', () => {
  for (const name of SHEETS) {
    const css = read(name).replace(/\/\*[\s\S]*?\*\//g, '');
    assert.doesNotMatch(css, /#[\da-f]{3,8}\b|\b(rgba?|hsla?|oklch|oklab|light-dark)\(/i, name);
  }
});

test('given the pages, when their colour for the browser is compared, then it is that of their ground', () => {
  for (const name of ['index.html', 'static/workbench/index.html']) {
    const html = read(name);
    for (const scheme of SCHEMES) {
      assert.ok(html.includes(`media="(prefers-color-scheme: ${scheme})" content="${srgb(colors.ground[scheme])}"`), `${name}: ${scheme}`);
    }
  }
});

test('given the pairs of text and ground, when compared, then each can be read, light and dark', () => {
  for (const { of, on, least } of tokens.contrast) {
    for (const scheme of SCHEMES) {
      for (const text of of) {
        for (const ground of on) {
          const ratio = contrast(colors[text][scheme], colors[ground][scheme]);
          assert.ok(ratio >= least, `${text} on ${ground}, ${scheme}: ${ratio.toFixed(2)}`);
        }
      }
    }
  }
  assert.equal(contrast('oklch(0 0 0)', 'oklch(1 0 0)').toFixed(1), '21.0');
});

test('given the worked themes, when their colours are compared, then each can be read, light and dark', () => {
  const pairs = tokens.contrast.flatMap(({ of, on, least }) => of.flatMap((text) => on.map((ground) => ({ text, ground, least }))));
  for (const [name, { color, variables, least: own = 0 }] of Object.entries(tokens.themes)) {
    assert.deepEqual(Object.keys(color), Object.keys(tokens.color), `${name} has all colours, or some are of another theme`);
    for (const { text, ground, least } of pairs.filter(({ text, ground }) => color[text] && color[ground])) {
      for (const scheme of SCHEMES.filter((scheme) => color.bg[scheme])) {
        const ratio = contrast(color[text][scheme], color[ground][scheme]);
        assert.ok(ratio >= Math.max(least, own), `${name}: ${text} on ${ground}, ${scheme}: ${ratio.toFixed(2)}`);
      }
    }
    const known = KIT.map(read).join();
    for (const variable of Object.keys(variables)) assert.ok(known.includes(`var(--phone-profile-${variable},`), `${name}: ${variable}`);
    assert.match(themeSheet(tokens.themes[name]), /^\/\* .+ \*\/\n:root \{\n {2}--phone-profile-bg: #/);
  }
});

test('given a colour that sRGB lacks, when it is asked for, then it is refused', () => {
  assert.equal(srgb('oklch(1 0 0)'), '#fff');
  assert.throws(() => srgb('oklch(0.7 0.4 150)'), /no colour that sRGB has/);
});

test('given the described variables, when compared with the style sheets, then these have the described defaults', () => {
  const [element] = customElementsManifest().modules[0].declarations;
  const css = withTokens(KIT.map(read).join('\n'))
    .replaceAll('var(--accent)', 'var(--phone-profile-accent)')
    .replaceAll(/calc\((\S+) \* var\(--density\)\)/g, '$1');
  const list = withTokens(read('shell/src/list/list.css')).replaceAll('var(--accent)', 'var(--phone-profile-accent)');
  // The list's measures are the compact card's.
  const isMeasure = (name) => /-(gap|radius|avatar-size)$/.test(name);
  for (const { name, default: value } of element.cssProperties) {
    assert.ok(css.includes(`var(${name}, ${value})`), `${name}: ${value}`);
    if (list.includes(`var(${name},`) && !isMeasure(name)) assert.ok(list.includes(`var(${name}, ${value})`), `${name} in the list: ${value}`);
  }
});

test('given tokens and themes, when docs/theming.md is read, then it has them', () => {
  const docs = 'docs/theming.md';
  let text = read(docs);
  for (const [name, tables] of [['tokens', tokenTables()], ['themes', themeTable()]]) {
    const markers = ['begin', 'end'].map((place) => `<!-- ${name}: ${place} -->\n`);
    const [before, rest] = text.split(markers[0]);
    text = [before, markers[0], `\n${tables}\n\n`, markers[1], rest.split(markers[1])[1]].join('');
  }
  if (text === read(docs)) return;
  assert.equal(process.env.PHONE_PROFILE_WRITE_GENERATED, '1', `${docs} is not up to date: set PHONE_PROFILE_WRITE_GENERATED=1 to write it anew`);
  writeFileSync(new URL(docs, ROOT), text);
});
