// Mounts cards by Preact: those that the page has marked, and those that it asks for.

import { render } from 'preact';
import '../shared/light.js';
import { mountAll } from '../shared/places.js';
import { Card } from './Card.jsx';

export function mount(target, props) {
  const draw = () => render(<Card {...props} />, target);
  draw();
  return {
    update(number) {
      props = { ...props, number };
      draw();
    },
    unmount: () => render(null, target),
  };
}

mountAll(mount);
