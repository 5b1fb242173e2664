// `<script type="module" src=".../define.js">` is all that a page needs to write <phone-profile>.

import { define } from './index.js';

// In the declarations: the element's name is known where only this module is imported.
export type {} from './index.js';

define();
