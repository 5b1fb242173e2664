// A list of fictional contacts, each with a number of their own from ranges that regulators keep for fiction.

/** Australia's: ten thousand numbers in each. */
const AUSTRALIA = ['2 5550', '3 5550', '7 5550', '8 5550', '2 7010', '3 7010', '7 7010', '8 7010'];

/** CSV with as many rows. */
export function contacts(rows) {
  const lines = ['Name,Phone,Company,Owner,Town,Since'];
  const all = numbers();
  for (let row = 0; row < rows; row++) {
    const { value, done } = all.next();
    if (done) throw new Error(`there are no more than ${row} numbers`);
    lines.push(`Person ${row},${value},Company ${row % 997},desk ${row % 7},Town ${row % 89},20${10 + (row % 16)}-01-15`);
  }
  return `${lines.join('\n')}\n`;
}

function* numbers() {
  for (const prefix of AUSTRALIA) {
    for (let line = 0; line < 10_000; line++) {
      // Ten in a row would be a walk through a range, and left out.
      if (line % 10) yield `+61 ${prefix} ${String(line).padStart(4, '0')}`;
    }
  }
  for (let area = 201; area < 990; area++) {
    for (let line = 100; line < 200; line++) {
      // Some of the demo's special numbers stop every run.
      if (line % 10 && area !== 310) yield `+1 ${area} 555 ${String(line).padStart(4, '0')}`;
    }
  }
}
