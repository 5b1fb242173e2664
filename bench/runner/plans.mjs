// How much is measured: everything for the results, or what a test run needs to notice a step back.

/** 1.6 Mbit/s down, 750 kbit/s up, 150 ms: what browsers' own tools call a slow 4G. */
export const SLOW_LINK = { download: 1_600_000 / 8, upload: 750_000 / 8, latency: 150 };

/** How many times slower the processor is with the condition `cpu4`. */
export const SLOW_CPU = 4;

export const plans = {
  full: {
    rounds: 5,
    first: [
      ...[0, 100, 300, 1000].map((latency) => ({ latency, condition: 'cold', warm: true })),
      { latency: 0, condition: 'cpu4' },
      { latency: 300, condition: 'cpu4' },
      { latency: 300, condition: 'slow-link' },
    ],
    // In visits of their own, since looking costs time.
    loading: [
      { what: 'wire', latency: 300, rounds: 1 },
      { what: 'column', latency: 300, rounds: 1 },
      { what: 'task', latency: 300, rounds: 5 },
    ],
    lab: [
      { what: 'thousand', size: 1000, rounds: 5 },
      { what: 'unseen', size: 1000, rounds: 3 },
      { what: 'update', size: 1000, rounds: 5 },
      { what: 'lookup', size: 2000, rounds: 5, only: ['phone-profile'] },
      { what: 'scroll', size: 10_000, rounds: 1 },
      // Our cache holds 512 answers: it is full before anything is counted.
      { what: 'churn', size: 5000, warmUp: 600, rounds: 1 },
    ],
  },
  /** The shift alone, of all: a minute. */
  shift: {
    rounds: 1,
    first: [],
    loading: [{ what: 'column', latency: 300, rounds: 1 }],
    lab: [],
  },
  short: {
    rounds: 4,
    only: ['phone-profile', 'vanilla', 'lit', 'preact', 'react'],
    first: [
      { latency: 0, condition: 'cold' },
      { latency: 300, condition: 'cold' },
      { latency: 0, condition: 'cpu4' },
      { latency: 300, condition: 'cpu4' },
      { latency: 300, condition: 'slow-link' },
    ],
    loading: [
      { what: 'wire', latency: 300, rounds: 1 },
      { what: 'column', latency: 300, rounds: 1 },
      { what: 'task', latency: 300, rounds: 2 },
    ],
    lab: [
      { what: 'thousand', size: 1000, rounds: 3, only: ['phone-profile', 'vanilla', 'lit', 'preact'] },
      { what: 'unseen', size: 1000, rounds: 2, only: ['phone-profile', 'lit'] },
      { what: 'update', size: 500, rounds: 3, only: ['phone-profile', 'preact'] },
      { what: 'lookup', size: 1000, rounds: 3, only: ['phone-profile'] },
      { what: 'churn', size: 500, warmUp: 600, rounds: 1, only: ['phone-profile'] },
    ],
  },
};
