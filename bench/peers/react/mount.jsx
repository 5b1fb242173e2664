// Mounts cards by React: those that the page has marked, and those that it asks for.

import { createRoot } from 'react-dom/client';
import '../shared/light.js';
import { mountAll } from '../shared/places.js';
import { Card } from './Card.jsx';

export function mount(target, props) {
  const root = createRoot(target);
  const draw = () => root.render(<Card {...props} />);
  draw();
  return {
    update(number) {
      props = { ...props, number };
      draw();
    },
    unmount: () => root.unmount(),
  };
}

mountAll(mount);
