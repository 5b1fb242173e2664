// What a card remembers: the outcome of its lookup, and how far its picture has come.

import { useLayoutEffect, useState } from 'preact/hooks';
import { lookUp } from '../shared/lookup.js';
import { begin, settled } from '../shared/picture.js';

const LOADING = { state: 'loading' };

/** The outcome for that number, and a function that asks again. */
export function useLookup(endpoint, number) {
  const [answered, setAnswered] = useState(null);
  const [tries, setTries] = useState(0);
  // A layout effect, so that the request doesn't wait for the frame after the skeleton's.
  useLayoutEffect(() => {
    const controller = new AbortController();
    lookUp(endpoint, number, controller.signal).then(
      (outcome) => {
        if (!controller.signal.aborted) setAnswered({ endpoint, number, tries, outcome });
      },
      () => {}, // aborted
    );
    return () => controller.abort();
  }, [endpoint, number, tries]);
  // An outcome counts only for what is asked now.
  const isCurrent = answered?.endpoint === endpoint && answered.number === number && answered.tries === tries;
  return [isCurrent ? answered.outcome : LOADING, () => setTries(tries + 1)];
}

/** The picture of an answer, and a function that tells what became of one of its links. */
export function usePicture(profile, isCompact) {
  const [seen, setSeen] = useState(null);
  const isCurrent = seen?.profile === profile && seen.isCompact === isCompact;
  const picture = isCurrent ? seen.picture : begin(profile, isCompact);
  const settle = (size, state) => setSeen({ profile, isCompact, picture: settled(picture, size, state) });
  return [picture, settle];
}
