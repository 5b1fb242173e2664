// Many cards at once, as a dashboard of Preact would have them: one tree for all rows.

import { render } from 'preact';
import { Card } from './Card.jsx';

export { mount } from './mount.jsx';

export function mountRows(body, cards) {
  render(
    cards.map((card) => (
      <tr key={card.number}>
        <td>{card.number}</td>
        <td>
          <Card {...card} />
        </td>
      </tr>
    )),
    body,
  );
}
