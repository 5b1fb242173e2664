// `<script type="module" src=".../define-list.js"></script>` is all that a page needs to write <phone-profile-list>.

import { defineList } from './list.js';

// In the declarations: the element's name is known where only this module is imported.
export type {} from './list.js';

defineList();
