import { define } from 'phone-profile/inline';

define();
