import type {} from 'phone-profile/jsx';
import { endpoint, number } from '../lookup';
import { Heard } from './heard';

export default function Page() {
  return (
    <main>
      <phone-profile number={number} endpoint={endpoint} expected-name="Maya Lindqvist">
        {number}
      </phone-profile>
      <Heard number={number} />
    </main>
  );
}
