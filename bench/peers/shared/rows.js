// Many custom elements at once, in rows made by hand.

export function appendRows(tag, body, cards) {
  const rows = document.createDocumentFragment();
  for (const props of cards) {
    const row = document.createElement('tr');
    const [number, place] = [document.createElement('td'), document.createElement('td')];
    number.textContent = props.number;
    place.append(Object.assign(document.createElement(tag), props));
    row.append(number, place);
    rows.append(row);
  }
  body.append(rows);
}
