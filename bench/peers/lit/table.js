// Many cards at once, as a dashboard of Lit would have them: one template for all rows.

import { html, render } from 'lit';
import { mountElement } from '../shared/element.js';
import './card.js';

export function mount(target, props) {
  return mountElement('lit-card', target, props);
}

export function mountRows(body, cards) {
  render(
    cards.map(
      ({ number, endpoint, variant }) => html`
        <tr>
          <td>${number}</td>
          <td><lit-card .number=${number} .endpoint=${endpoint} .variant=${variant}></lit-card></td>
        </tr>
      `,
    ),
    body,
  );
}
