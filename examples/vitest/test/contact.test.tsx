import { cleanup, render, screen, within } from '@testing-library/react';
import { failure, pending, profiles, stubLookups } from 'phone-profile/testing';
import { afterEach, expect, test } from 'vitest';
import { callerName } from '../src/caller-name';
import { Contact } from '../src/contact';

afterEach(cleanup);

/** The card draws into its shadow root, where Testing Library looks only if it is told to. */
function insideOf(card: Element | null) {
  return within(card?.shadowRoot as unknown as HTMLElement);
}

test('shows who calls, and spends one lookup', async () => {
  const stub = stubLookups({ '+1 310 555 0123': profiles.person({ name: 'Maya Lindqvist' }) });

  const { container } = render(<Contact number="+1 310 555 0123" />);

  await screen.findByText('found');
  insideOf(container.querySelector('phone-profile')).getByRole('heading', { name: 'Maya Lindqvist' });
  expect(stub.requests.map(({ number, by }) => [number, by])).toEqual([['+13105550123', 'card']]);
});

test('says why there is no answer', async () => {
  stubLookups({ '+1 310 555 0113': failure('rate-limited', { retryAfterMs: 5000 }) });

  render(<Contact number="+1 310 555 0113" />);

  await screen.findByText('failed: rate-limited');
  expect(await callerName('+1 310 555 0113')).toBe('ask again later');
});

test('waits', async () => {
  stubLookups({ '+1 310 555 0111': pending() });

  const { container } = render(<Contact number="+1 310 555 0111" />);

  const card = container.querySelector('phone-profile');
  await expect.poll(() => card?.state).toBe('loading');
  expect(screen.getByText('…')).toBeTruthy();
});
