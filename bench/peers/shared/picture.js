// The picture's way: the thumb first, then the full one over it; where one fails, the other has to do.

/** The picture of a new answer. A compact card makes do with the thumb. */
export function begin({ profilePicThumb, profilePic }, isCompact) {
  const thumb = profilePicThumb ? { size: 'thumb', url: profilePicThumb, state: 'loading' } : null;
  const full =
    profilePic && !(isCompact && thumb)
      ? { size: 'full', url: profilePic, state: thumb ? 'waiting' : 'loading' }
      : null;
  return { thumb, full };
}

/** The same after one of its links has `loaded` or `failed`. */
export function settled(picture, size, state) {
  const next = { ...picture, [size]: { ...picture[size], state } };
  if (size === 'thumb' && next.full?.state === 'waiting') next.full = { ...next.full, state: 'loading' };
  return next;
}

/** The links to draw, in their order. */
export function drawn({ thumb, full }) {
  return [thumb, full].filter((link) => link && (link.state === 'loading' || link.state === 'loaded'));
}

export function isBroken({ thumb, full }) {
  const links = [thumb, full].filter(Boolean);
  return links.length > 0 && links.every((link) => link.state === 'failed');
}
