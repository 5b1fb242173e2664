// `<script type="module" src=".../define.js">` is all that a page needs to write <phone-profile>.

import { define } from './index.js';

define();
