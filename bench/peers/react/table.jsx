// Many cards at once, as a dashboard of React would have them: one tree for all rows.

import { createRoot } from 'react-dom/client';
import { Card } from './Card.jsx';

export { mount } from './mount.jsx';

export function mountRows(body, cards) {
  createRoot(body).render(
    cards.map((card) => (
      <tr key={card.number}>
        <td>{card.number}</td>
        <td>
          <Card {...card} />
        </td>
      </tr>
    )),
  );
}
