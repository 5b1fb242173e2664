// The panel in Pipedrive's sidebar: the card of the person that is shown there.

// The SDK is CommonJS. With "type": "module" in package.json, bundlers take it as Node does, and this is no class.
import AppExtensionsSDK, { Command } from '@pipedrive/app-extensions-sdk';
import { configure, define } from 'phone-profile';
import type { Person } from '../server/person';

configure({ endpoint: 'http://localhost:8080/lookup' });
define();

const card = document.querySelector('phone-profile')!;
const message = document.querySelector('#message')!;
const others = document.querySelector('#others')!;

// Pipedrive shows the panel once it is initialised. It knows which panel by `id` in the address.
const sdk = await new AppExtensionsSDK().initialize({ size: { height: 160 } });
card.theme = sdk.userSettings.theme;
askForHeight();

try {
  show(await readPerson());
} catch (error) {
  message.textContent = error instanceof Error ? error.message : 'The person could not be read.';
}

/** The person of this page of Pipedrive, from our own server, which holds Pipedrive's token. */
async function readPerson(): Promise<Person> {
  // The address has a token too, but that one is over after five minutes.
  const { token } = await sdk.execute(Command.GET_SIGNED_TOKEN);
  const page = new URLSearchParams(location.search);
  const which = new URLSearchParams({
    resource: page.get('resource') ?? '',
    id: page.get('selectedIds') ?? '',
  });
  const response = await fetch(`person?${which}`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error('The person could not be read.');
  return response.json();
}

function show({ name, phones }: Person): void {
  const [first, ...further] = phones;
  message.textContent = first === undefined ? 'This person has no phone number.' : '';
  if (first === undefined) return;
  card.expectedName = name;
  card.number = first;
  card.hidden = false;
  // Each further number is a lookup, and so only made by choice.
  others.append(...further.map(button));
}

function button(number: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.textContent = number;
  button.addEventListener('click', () => (card.number = number));
  return button;
}

/** Asks for as much height as there is to show. Pipedrive gives a panel 100 to 750 pixels. */
function askForHeight(): void {
  let asked = 0;
  new ResizeObserver(() => {
    const height = Math.min(Math.max(Math.ceil(document.body.getBoundingClientRect().height), 100), 750);
    if (height === asked) return;
    asked = height;
    void sdk.execute(Command.RESIZE, { height });
  }).observe(document.body);
}
