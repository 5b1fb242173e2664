// Given React 19, when a list is used as a component or as an element, then options, events and refs have their types.

import type {} from 'phone-profile/jsx';
import type { PhoneProfileListElement } from 'phone-profile/list';
import { PhoneProfileList, type PhoneProfileListProps } from 'phone-profile/react-list';
import { useRef } from 'react';

export function Contacts({ rows }: { rows: { number: string; owner: string }[] }) {
  const list = useRef<PhoneProfileListElement>(null);
  return (
    <PhoneProfileList
      ref={list}
      className="contacts"
      rows={rows}
      columns={['person', { field: 'owner' }]}
      endpoint={new URL('https://dash.example/lookup')}
      lookup="visible"
      selectable
      maxAge={60}
      filter={({ owner }, profile) => owner === 'desk 1' || profile === null}
      strings={{ retry: 'Once more', person: 'Who' }}
      onRequest={(event) => event.preventDefault()}
      onProgress={({ detail }) => console.log(detail.done, detail.total)}
      onSelect={({ target }) => console.log(target.selected)}
      onOpen={({ detail }) => console.log(rows[detail.index]?.owner)}
      onError={({ detail }) => console.log(detail.code)}
      onClick={() => list.current?.retry()}
    />
  );
}

export const props: PhoneProfileListProps = { rows: ['+13105550123'] };

export const element = (
  <phone-profile-list
    className="contacts"
    rows={['+13105550123']}
    lookup="all"
    max-age="60"
    selectable
    sort={{ column: 'person', direction: 'ascending' }}
    onphone-profile-list-open={({ detail, currentTarget }) => console.log(currentTarget.rows[detail.index])}
  />
);

// @ts-expect-error there is no such mode
export const mode = <PhoneProfileList lookup="hover" />;
// @ts-expect-error rows are a list
export const one = <phone-profile-list rows="+13105550123" />;
// @ts-expect-error no personal data in the detail
export const detail = <PhoneProfileList onOpen={({ detail }) => detail.number} />;
