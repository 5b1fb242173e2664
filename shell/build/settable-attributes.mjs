// The attributes that pages set, of all that the manifest has.

/** What only the element itself sets: it tells its state in them. */
const REFLECTED = ['state', 'picture-state', 'match', 'signals'];

export function settableAttributes({ attributes }) {
  return attributes.filter(({ name }) => !REFLECTED.includes(name));
}
