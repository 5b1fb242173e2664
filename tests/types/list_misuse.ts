// Given a list, when a page uses it wrongly, then its compiler says so.

import { PhoneProfileListElement } from 'phone-profile/list';

declare const list: PhoneProfileListElement;

// @ts-expect-error a list of rows
list.rows = '+13105550123';
// @ts-expect-error a number loses its plus sign and its leading zeros
list.rows = [13105550123];
// @ts-expect-error there is no such column
list.columns = ['country'];
// @ts-expect-error a field is named
list.columns = [{ title: 'Owner' }];
// @ts-expect-error there is no such mode
list.lookup = 'hover';
// @ts-expect-error nor such a direction
list.sort = { column: 'person', direction: 'up' };
// @ts-expect-error a filter says yes or no
list.filter = () => 'maybe';
// @ts-expect-error rows by their indexes
list.selected = ['+13105550123'];
// @ts-expect-error nor such a text
list.strings = { goodbye: 'Bye' };
// @ts-expect-error only the list knows how far it is
list.progress = { done: 1, total: 1, failed: 0 };
// @ts-expect-error no personal data in the detail
list.addEventListener('phone-profile-list-open', ({ detail }) => detail.number);
// @ts-expect-error it registers itself, and the card
import { lookup } from 'phone-profile/define-list';
