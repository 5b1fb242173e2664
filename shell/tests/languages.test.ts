// Which catalogue a language tag gets, and what a page is told meanwhile.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import { test } from 'node:test';
import { catalogueName, loadCatalogue } from '../src/languages/catalogues.js';

test('given a language tag when its catalogue is chosen then language and script count, and the country does not', () => {
  const chosen = {
    de: 'de',
    'de-AT': 'de',
    'pt-PT': 'pt-BR',
    pt: 'pt-BR',
    iw: 'he',
    in: 'id',
    zh: 'zh-Hans',
    'zh-SG': 'zh-Hans',
    'zh-TW': 'zh-Hant',
    'zh-HK': 'zh-Hant',
    'zh-Hant-CN': 'zh-Hant',
    'AR-eg': 'ar',
  };
  for (const [tag, name] of Object.entries(chosen)) assert.equal(catalogueName(tag), name, tag);
});

test('given a language without a catalogue, or no language, when one is chosen then there is none', () => {
  // Hindi in Latin letters is another catalogue than Hindi.
  for (const tag of ['en', 'en-GB', 'sv', 'nb', 'hi-Latn', 'C', '', 'x', 'de_DE.UTF-8', '…']) assert.equal(catalogueName(tag), undefined, tag);
});

test('given every file of locales/ when asked for by its name then it is loaded, with its texts', async () => {
  const names = readdirSync(join(process.cwd(), '../locales')).map((file) => parse(file).name);
  for (const name of names.filter((found) => found !== 'en')) {
    assert.equal(catalogueName(name), name);
    const { card, direction } = await loadCatalogue(name as NonNullable<ReturnType<typeof catalogueName>>);
    assert.equal(typeof card['retry'], 'string', name);
    assert.equal(direction, ['ar', 'fa', 'he'].includes(name) ? 'rtl' : 'ltr', name);
  }
});
