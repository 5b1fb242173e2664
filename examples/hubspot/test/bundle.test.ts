// The card in one file, in a place that has no more than HubSpot's sandbox: no window, no document, no fetch.

import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { expect, test } from 'vitest';

test('given a worker without a page when the card is loaded then it registers, and nothing else', () => {
  const registered: (() => unknown)[] = [];
  const self = {
    __HUBSPOT_EXTENSION_WORKER__: true,
    extend_V2: (render: () => unknown) => registered.push(render),
  };

  runInContext(readFileSync('dist/PhoneProfileCard.js', 'utf8'), createContext({ self, console, setTimeout, clearTimeout }));

  expect(registered).toHaveLength(1);
  expect(registered[0]?.()).toMatchObject({ props: {} });
});

test('given the files of the project when read then they name each other', () => {
  const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
  const { srcDir } = read('hsproject.json');
  const { config: card } = read(`${srcDir}/app/cards/phone-profile-hsmeta.json`);
  const { config: app } = read(`${srcDir}/app/app-hsmeta.json`);
  const component = readFileSync(`${srcDir}/app/cards/PhoneNumber.tsx`, 'utf8');

  expect(readFileSync(`${srcDir}${card.entrypoint}`, 'utf8')).toContain('hubspot.extend');
  expect(component).toContain(`const BACKEND = '${app.permittedUrls.fetch[0]}'`);
});
