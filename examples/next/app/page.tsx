import { connection } from 'next/server';
import { Caller } from './caller';
import { endpoint, nameOf, number } from './lookup';

export default async function Page() {
  // At each request: the build would pay for a lookup, and keep its answer.
  await connection();
  return (
    <main>
      <h1 id="server">{await nameOf(number)}</h1>
      <Caller number={number} endpoint={endpoint} />
    </main>
  );
}
