// What a card's `ready` is: a promise for the first answer to the present number.

export interface FirstAnswer {
  readonly promise: Promise<void>;
  readonly isDone: boolean;
  resolve(): void;
}

export function firstAnswer(): FirstAnswer {
  let isDone = false;
  let settle: () => void;
  const promise = new Promise<void>((resolve) => (settle = resolve));
  return {
    promise,
    get isDone() {
      return isDone;
    },
    resolve() {
      isDone = true;
      settle();
    },
  };
}
