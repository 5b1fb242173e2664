// What lookups get in place of an endpoint's answers, and the record of what an endpoint would have been asked. Requests
// are shared and answers kept as the real client does, so that a test can hold what is spent.

import type { LookupRequest } from '../border.js';
import { LookupError } from '../entries/index.js';
import type { Profile } from '../types/profile.js';
import { failure } from './failure.js';
import { answerFor } from './profiles.js';

/** One request that would have gone to the endpoint, which is what a lookup costs. */
export interface StubbedRequest {
  /** Plus sign and digits. */
  readonly number: string;
  /** As it was entered. */
  readonly entered: string;
  /** As it is set; empty where it isn't. */
  readonly endpoint: string;
  readonly region: string | undefined;
  readonly purpose: string | undefined;
  /** Who has asked: a card, or one of the functions. */
  readonly by: 'card' | 'lookup';
}

type Outcome = Profile | LookupError;

/** What a number answers: a profile, an error, a promise for one of them, or a function that gives one. */
export type StubbedAnswer = Outcome | Promise<Outcome> | ((request: StubbedRequest) => Outcome | Promise<Outcome>);

export interface LookupStub {
  /** Every request since `stubLookups()`, in order. What the cache or a request under way has answered is none. */
  readonly requests: readonly StubbedRequest[];
  /** Says what a number answers from now on. Answers that are kept stay until `forget()`. */
  answer(number: string, answer: StubbedAnswer): void;
}

interface KeptAnswer {
  readonly profile: Profile;
  readonly at: number;
}

const DEFAULT_MAX_AGE_MS = 900_000;

let answers = new Map<string, StubbedAnswer>();
let otherwise: StubbedAnswer = () => noAnswer();
let requests: StubbedRequest[] = [];
const kept = new Map<string, KeptAnswer>();
const underWay = new Map<string, Promise<Profile>>();

/**
 * Says what lookups answer: by number, as written in any way, or by a function for all numbers. Each call begins anew:
 * what was said, recorded and kept before is gone. A number without an answer rejects with `bad-response`.
 */
export function stubLookups(
  given: Record<string, StubbedAnswer> | ((request: StubbedRequest) => Outcome | Promise<Outcome>) = {},
): LookupStub {
  const own: StubbedRequest[] = [];
  const isFunction = typeof given === 'function';
  answers = new Map(isFunction ? [] : Object.entries(given).map(([number, answer]) => [digits(number), answer]));
  otherwise = isFunction ? given : () => noAnswer();
  requests = own;
  kept.clear();
  underWay.clear();
  return {
    requests: own,
    answer: (number, answer) => void answers.set(digits(number), answer),
  };
}

/** The answer that is kept, where it is young enough. */
export function keptAnswer(request: LookupRequest): Profile | undefined {
  const known = kept.get(keyOf(request));
  const maxAgeMs = Math.min(request.maxAgeMs ?? DEFAULT_MAX_AGE_MS, 86_400_000);
  return known && Date.now() - known.at <= maxAgeMs ? known.profile : undefined;
}

/** What is wrong with the entered text. Only what has no digit at all is refused here. */
export function refusal({ number }: LookupRequest): LookupError | undefined {
  return digits(number) ? undefined : failure('invalid-number', { message: 'Stubbed: there is no digit in it.' });
}

export async function lookup(request: LookupRequest, by: StubbedRequest['by']): Promise<Profile> {
  const { cache = 'default' } = request;
  const refused = refusal(request);
  if (refused) throw refused;
  const known = cache === 'reload' || cache === 'no-store' ? undefined : keptAnswer(request);
  if (known) return known;
  if (cache === 'only-if-cached') throw failure('not-in-cache', { message: 'Stubbed: no answer is kept.' });
  const key = keyOf(request);
  let asked = underWay.get(key);
  if (!asked) {
    asked = ask(request, by);
    underWay.set(key, asked);
    const done = (): void => {
      if (underWay.get(key) === asked) underWay.delete(key);
    };
    asked.then(done, done);
  }
  const startedWith = requests;
  const profile = await asked;
  // Not what belongs to the test before.
  if (cache !== 'no-store' && startedWith === requests) kept.set(key, { profile, at: Date.now() });
  return profile;
}

export function forget(number?: string): void {
  if (number === undefined) return kept.clear();
  for (const key of [...kept.keys()]) if (key.startsWith(`${digits(number)} `)) kept.delete(key);
}

async function ask(request: LookupRequest, by: StubbedRequest['by']): Promise<Profile> {
  const { number: entered, endpoint, region, purpose } = request;
  const number = `+${digits(entered)}`;
  const record: StubbedRequest = { number, entered, endpoint, region, purpose, by };
  requests.push(record);
  const answer = answers.get(digits(entered)) ?? otherwise;
  const outcome = await (typeof answer === 'function' ? answer(record) : answer);
  if (outcome instanceof LookupError) throw outcome;
  return answerFor(outcome, number);
}

/** Two spellings of a number have the same digits; a national one is another number here. */
function digits(number: string): string {
  return number.normalize('NFKC').replace(/\D/g, '').replace(/^00/, '');
}

function keyOf({ number, endpoint, fetcherId }: LookupRequest): string {
  return `${digits(number)} ${fetcherId} ${endpoint}`;
}

function noAnswer(): LookupError {
  return failure('bad-response', {
    message: 'phone-profile/testing: no answer is stubbed for this number. Say one in stubLookups({ … }).',
  });
}
