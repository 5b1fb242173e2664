// Whether two types are the same, and not merely assignable to each other.

export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** `expectType<string>()(value)` compiles only for a value whose type is exactly `string`. */
export function expectType<Expected>() {
  return <Actual>(_value: Actual, ..._same: Same<Actual, Expected> extends true ? [] : [never]): void => {};
}

expectType<string>()(String());
// @ts-expect-error a union is not one of its members
expectType<string>()(Math.random() > 0.5 ? 'text' : null);
// @ts-expect-error nor is anything the same as any
expectType<string>()(JSON.parse('""'));
