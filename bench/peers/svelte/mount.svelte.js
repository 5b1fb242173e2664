// Mounts cards by Svelte: those that the page has marked, and those that it asks for.

import { mount as mountComponent, unmount } from 'svelte';
import '../shared/light.js';
import { mountAll } from '../shared/places.js';
import Card from './Card.svelte';

export function mount(target, given) {
  const props = $state(given);
  const card = mountComponent(Card, { target, props });
  return {
    update(number) {
      props.number = number;
    },
    unmount: () => unmount(card),
  };
}

mountAll(mount);
