// Measures every contender in one headless Chromium, round after round, and prints one line of JSON per
// measurement. What is served, and what comes of the lines, is the business of `cargo xtask bench widget`.
//
//   node run.mjs --site 0=http://127.0.0.1:8081 --site 300=http://127.0.0.1:8082 \
//     --contenders phone-profile,lit,preact --plan short --rounds 2 [--chrome PATH] -- --headless …

import { parseArgs } from 'node:util';
import { launch } from './runner/browser.mjs';
import { churn, experiment } from './runner/lab.mjs';
import { plans } from './runner/plans.mjs';
import { columnShift, longestTask, visitPair, wire } from './runner/visit.mjs';

const { values: options, positionals: flags } = parseArgs({
  allowPositionals: true,
  options: {
    site: { type: 'string', multiple: true },
    contenders: { type: 'string' },
    plan: { type: 'string', default: 'full' },
    rounds: { type: 'string' },
    chrome: { type: 'string' },
  },
});
const sites = new Map(options.site.map((site) => [Number(site.split('=', 1)[0]), site.slice(site.indexOf('=') + 1)]));
const plan = plans[options.plan];
const contenders = options.contenders.split(',').filter((name) => !plan.only || plan.only.includes(name));
const rounds = Number(options.rounds ?? plan.rounds);

const WHILE_LOADING = {
  wire: { page: 'first', measure: wire },
  task: { page: 'first', measure: longestTask },
  column: { page: 'column', measure: columnShift },
};

const print = (measurement) => process.stdout.write(`${JSON.stringify(measurement)}\n`);

const browser = await launch(options.chrome, flags);

try {
  print({ what: 'browser', version: await browser.version(), node: process.version });
  for (let round = 0; round < rounds; round++) {
    const of = `round ${round + 1} of ${rounds}`;
    await timed(`${of}: first cards`, () => firstCards(round));
    await timed(`${of}: while loading`, () => whileLoading(round));
    await timed(`${of}: many cards`, () => manyCards(round));
  }
} finally {
  await browser.close();
}

async function firstCards(round) {
  for (const { latency, condition, warm } of plan.first) {
    for (const contender of turn(contenders, round)) {
      const url = `${sites.get(latency)}/first/${contender}.html`;
      const [first, second] = await named(contender, () => visitPair(browser, url, condition, warm));
      print({ what: 'first', contender, round, latency, condition, ...first });
      if (second) print({ what: 'first', contender, round, latency, condition: 'warm', ...second });
    }
  }
}

async function whileLoading(round) {
  for (const { what, latency, rounds: count } of plan.loading) {
    if (round >= count) continue;
    const { page, measure } = WHILE_LOADING[what];
    for (const contender of turn(contenders, round)) {
      const url = `${sites.get(latency)}/${page}/${contender}.html`;
      print({ what, contender, round, latency, ...(await named(contender, () => measure(browser, url))) });
    }
  }
}

async function manyCards(round) {
  const site = sites.get(0);
  for (const { what, size, warmUp, rounds: count, only } of plan.lab) {
    if (round >= count) continue;
    for (const contender of turn(contenders.filter(inLab(only)), round)) {
      const url = `${site}/lab/${contender}.html`;
      const result = await named(contender, () =>
        what === 'churn' ? churn(browser, url, size, warmUp) : experiment(browser, url, what, size),
      );
      print({ what, contender, round, ...result });
    }
  }
}

/** Whether a contender takes part: the one-line embed is the same element once it is loaded. */
function inLab(only) {
  return (contender) => contender !== 'phone-profile-one-line' && (!only || only.includes(contender));
}

/** Another order each round, so that drift of the machine hits all alike, and nobody always follows the same one. */
function turn(list, round) {
  const at = round % list.length;
  const turned = [...list.slice(at), ...list.slice(0, at)];
  return round % 2 ? turned.reverse() : turned;
}

async function timed(what, work) {
  const start = Date.now();
  await work();
  process.stderr.write(`    ${what}: ${((Date.now() - start) / 1000).toFixed(0)} s\n`);
}

async function named(contender, work) {
  try {
    return await work();
  } catch (error) {
    throw new Error(`${contender}: ${error.message}`, { cause: error });
  }
}
