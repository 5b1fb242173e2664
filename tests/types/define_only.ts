// Given a page that only imports define.js, when it makes an element by name, then its compiler knows it.

import 'phone-profile/define';

document.createElement('phone-profile').number = '+1 310 555 0123';
// @ts-expect-error and its mistakes
document.createElement('phone-profile').number = 1;
// @ts-expect-error define.js exports nothing: the functions are in index.js
import { lookup } from 'phone-profile/define';
