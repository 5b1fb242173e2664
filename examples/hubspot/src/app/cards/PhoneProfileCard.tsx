// The card on a contact: what the contact's numbers have made public. It runs in HubSpot's sandbox, which has no page:
// no DOM, no custom elements, no `fetch` but HubSpot's. So it is drawn with HubSpot's components.

import { Alert, Flex, LoadingSpinner, Text, hubspot } from '@hubspot/ui-extensions';
import { useCrmProperties } from '@hubspot/ui-extensions/crm';
import { PhoneNumber } from './PhoneNumber';

hubspot.extend<'crm.record.tab'>(() => <PhoneProfileCard />);

export function PhoneProfileCard() {
  const { properties, isLoading, error } = useCrmProperties(['firstname', 'lastname', 'phone', 'mobilephone']);
  if (isLoading) return <LoadingSpinner label="Reading the contact" />;
  if (error) return <Alert title="The contact could not be read" variant="error" />;

  const name = [properties['firstname'], properties['lastname']].filter(Boolean).join(' ');
  const [first, ...others] = numbersOf(properties['phone'], properties['mobilephone']);
  if (first === undefined) return <Text>This contact has no phone number.</Text>;
  return (
    <Flex direction="column" gap="large">
      <PhoneNumber key={first} number={first} contact={name} isAskedAtOnce />
      {others.map((number) => (
        <PhoneNumber key={number} number={number} contact={name} />
      ))}
    </Flex>
  );
}

/** Each once: many contacts have the same number in both places. */
function numbersOf(...values: (string | null | undefined)[]): string[] {
  return [...new Set(values.map((value) => value?.trim() ?? ''))].filter((number) => number !== '');
}
