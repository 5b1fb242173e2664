// Given a list, when a page uses it as the documentation does, then it compiles and everything has its type.

import type { LookupError, Profile } from 'phone-profile';
import 'phone-profile/define-list';
import {
  defineList,
  PhoneProfileListElement,
  type PhoneProfileListColumn,
  type PhoneProfileListEventMap,
  type PhoneProfileListProgress,
  type PhoneProfileListRow,
} from 'phone-profile/list';
import { expectType } from './expect.js';

interface Contact {
  number: string;
  owner: string;
}

const list = document.createElement('phone-profile-list');
expectType<PhoneProfileListElement>()(list);
expectType<typeof PhoneProfileListElement>()(defineList());

const contacts: Contact[] = [{ number: '+13105550123', owner: 'desk 1' }];
list.rows = contacts;
list.rows = ['+13105550123', { number: '1', expectedName: null, profile: { phone: '1', exists: true } }];
list.rows = null;
list.numbers = ['+13105550123'];
list.numbers = '+13105550123, +13105550100';
expectType<readonly string[]>()(list.numbers);
expectType<readonly (PhoneProfileListRow | string)[]>()(list.rows);

const columns: PhoneProfileListColumn[] = ['person', 'match', { field: 'owner', title: 'Owner' }];
list.columns = columns;
list.sort = { column: 'owner', direction: 'descending' };
list.filter = 'desk';
list.filter = ({ owner }, profile) => owner === 'desk 1' && profile?.isBusiness === true;
list.selected = [0, 2];
list.lookup = 'all';
list.maxAge = 60;
list.headingLevel = 4;
list.fetcher = fetch;
list.strings = { retry: 'Nochmal', errorQuotaExhausted: 'Nichts übrig', person: 'Wer' };
expectType<readonly number[]>()(list.selected);
expectType<readonly (Profile | null)[]>()(list.profiles);
expectType<PhoneProfileListProgress>()(list.progress);
expectType<LookupError | null>()(list.error);
list.retry();

list.addEventListener('phone-profile-list-progress', ({ detail }) => expectType<number>()(detail.done));
list.addEventListener('phone-profile-list-open', ({ detail, target }) => console.log(target.rows[detail.index]));
list.addEventListener('phone-profile-list-select', ({ target, detail }) => console.log(target.selected, detail.count));
list.addEventListener('phone-profile-request', (event) => event.preventDefault());
list.addEventListener('phone-profile-list-error', ({ detail }) => detail.code === 'quota-exhausted');
document.addEventListener('phone-profile-list-open', ({ detail }) => expectType<number>()(detail.index));
list.addEventListener('click', (event) => console.log(event.clientX));
export const opened = (event: PhoneProfileListEventMap['phone-profile-list-open']): number => event.detail.index;
