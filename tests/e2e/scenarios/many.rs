//! `lookupMany()`: many numbers, a few at a time, each answer as it comes.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{HostPage, one_card},
    scenarios,
};

scenarios![
    given_numbers_of_every_kind_when_looked_up_then_each_has_exactly_one_result,
    given_a_slow_answer_when_looked_up_then_the_others_come_before_it_and_few_are_under_way,
    given_an_endless_list_when_broken_off_then_what_is_under_way_ends_and_nothing_more_starts,
    given_a_signal_when_aborted_then_the_loop_throws_that_it_was_aborted,
    given_a_service_that_says_too_many_when_looked_up_then_all_wait_as_long_as_it_asks,
    given_a_service_that_always_says_too_many_when_looked_up_then_that_is_the_result,
    given_a_card_that_looks_up_when_many_are_looked_up_then_the_card_goes_first,
    given_arguments_that_are_wrong_when_looked_up_then_the_error_says_what_is_right,
];

/// A `fetch` that writes down each request: what for, when it began and ended, and whether it was
/// stopped; and how many were under way at once, at most.
const WATCHED: &str = "const { lookupMany, LookupError } = await kit();
    const at = (line) => `+1310555${line}`;
    const log = []; let now = 0, most = 0;
    const watched = async (url, init) => {
      const request = { line: `${url}`.slice(-4), began: performance.now(), signal: init.signal };
      log.push(request); most = Math.max(most, now += 1);
      try { const response = await fetch(url, init); request.status = response.status; return response; }
      finally { now -= 1; request.ended = performance.now(); }
    };\n";

async fn ask(page: &HostPage, body: &str) -> Value {
    page.ask(&format!("{WATCHED}{body}")).await
}

async fn given_numbers_of_every_kind_when_looked_up_then_each_has_exactly_one_result(
    stage: Arc<Stage>,
) {
    // given ready, not registered, failing, no number at all, and one number twice
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let seen = ask(
        &page,
        "const numbers = [at('0100'), at('0106'), at('0115'), 'Maya', '(310) 555-0101', at('0100'), ''];
         const results = [];
         for await (const { number, profile, error } of lookupMany(new Set([...numbers]), { endpoint, region: 'US', concurrency: 3 })) {
           results.push([number, profile ? profile.isWhatsApp : null, error instanceof LookupError ? error.code : null]);
         }
         for await (const { number, profile } of lookupMany([numbers[0], numbers[0]], { endpoint })) results.push([number, profile.isWhatsApp, null]);
         return results.sort((one, other) => one[0] < other[0] ? -1 : 1);",
    )
    .await;

    // then
    assert_eq!(
        seen,
        json!([
            ["", null, "invalid-number"],
            ["(310) 555-0101", true, null],
            ["+13105550100", true, null],
            ["+13105550100", true, null],
            ["+13105550100", true, null],
            ["+13105550106", false, null],
            ["+13105550115", null, "server"],
            ["Maya", null, "invalid-number"],
        ])
    );
    let asked = ["0100", "0106", "0115", "0101"].map(|line| page.gateway.lookups(line));
    assert_eq!(asked, [1, 1, 3, 1], "a server's error is tried twice more");
    page.expect_no_problems().await;
}

async fn given_a_slow_answer_when_looked_up_then_the_others_come_before_it_and_few_are_under_way(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let seen = ask(
        &page,
        "const lines = ['0111', '0100', '0101', '0102', '0103', '0104', '0105', '0106', '0110'];
         const order = [];
         for await (const { number } of lookupMany(lines.map(at), { endpoint, concurrency: 3, fetch: watched })) order.push(number.slice(-4));
         return [order.length, order.at(-1), most, log.length];",
    )
    .await;

    // then
    assert_eq!(seen, json!([9, "0111", 3, 9]));
    page.expect_no_problems().await;
}

async fn given_an_endless_list_when_broken_off_then_what_is_under_way_ends_and_nothing_more_starts(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let seen = ask(
        &page,
        "let taken = 0, returned = 0;
         const endless = { [Symbol.iterator]: () => ({
           next: () => ({ done: false, value: at(['0111', '0112', '0100', '0101'][taken++ % 4]) }),
           return: () => { returned += 1; return {}; },
         }) };
         let first;
         for await (const { number } of lookupMany(endless, { endpoint, concurrency: 3, fetch: watched })) { first = number; break; }
         const stopped = log.filter(({ signal }) => signal.aborted).map(({ line }) => line);
         return [first, taken, returned, stopped.sort()];",
    )
    .await;

    // then
    assert_eq!(seen, json!(["+13105550100", 3, 1, ["0111", "0112"]]));
    page.round_trip().await;
    let asked: u64 = ["0100", "0101", "0111", "0112"]
        .iter()
        .map(|line| page.gateway.lookups(line))
        .sum();
    assert!(asked <= 3, "{asked} for three that were begun");

    // and an error in the page's own list is the page's, once, with nothing left under way
    let seen = ask(
        &page,
        "const broken = function* () { yield at('0112'); throw new RangeError('my list'); };
         const iteration = lookupMany(broken(), { endpoint, fetch: watched })[Symbol.asyncIterator]();
         const error = await thrown(iteration.next());
         return [error.name, error.message, log.every(({ signal }) => signal.aborted), (await iteration.next()).done];",
    )
    .await;
    assert_eq!(seen, json!(["RangeError", "my list", true, true]));
    page.expect_no_problems().await;
}

async fn given_a_signal_when_aborted_then_the_loop_throws_that_it_was_aborted(stage: Arc<Stage>) {
    // given one that will take a minute
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let seen = ask(
        &page,
        "const controller = new AbortController();
         const stopping = (...request) => { setTimeout(() => controller.abort('enough')); return watched(...request); };
         const given = lookupMany([at('0112'), at('0112'), at('0100')], { endpoint, concurrency: 1, signal: controller.signal, fetch: stopping });
         const error = await thrown((async () => { for await (const result of given) throw new Error(`${result.number} came`); })());
         return [error.code, error.isLookupError, log.length, log[0].signal.aborted];",
    )
    .await;

    // then
    assert_eq!(seen, json!(["aborted", true, 1, true]));

    // and with one that was aborted before, nothing is even taken from the list
    let seen = ask(
        &page,
        "let taken = 0;
         const list = function* () { for (;;) { taken += 1; yield at('0100'); } };
         const error = await thrown((async () => { for await (const _ of lookupMany(list(), { endpoint, signal: AbortSignal.abort(), fetch: watched })); })());
         return [error.code, taken, log.length];",
    )
    .await;
    assert_eq!(seen, json!(["aborted", 0, 0]));
    page.expect_no_problems().await;
}

async fn given_a_service_that_says_too_many_when_looked_up_then_all_wait_as_long_as_it_asks(
    stage: Arc<Stage>,
) {
    // given: 0114 is refused once, with one second to wait
    let page = HostPage::open_without_kit(&stage, "").await;

    // when the other one under way is answered during that second
    let seen = ask(
        &page,
        "const set = window.setTimeout;
         let release; const waiting = new Promise((resolve) => (release = resolve));
         window.setTimeout = (call, ms, ...rest) => { if (ms > 500 && ms <= 1000) release(); return set(call, ms, ...rest); };
         const held = async (url, init) => {
           const response = await watched(url, init);
           if (`${url}`.endsWith('0100')) await waiting;
           return response;
         };
         const results = {};
         for await (const { number: key, profile } of lookupMany(['0114', '0100', '0101', '0102'].map(at), { endpoint, concurrency: 2, fetch: held })) {
           results[key.slice(-4)] = !!profile;
         }
         window.setTimeout = set;
         const refused = log.find(({ status }) => status === 429);
         const later = log.filter(({ began }) => began > refused.ended);
         return [results, refused.line, later.map(({ line }) => line).sort(), Math.min(...later.map(({ began }) => began - refused.ended)) >= 995];",
    )
    .await;

    // then
    assert_eq!(
        seen,
        json!([{ "0114": true, "0100": true, "0101": true, "0102": true }, "0114", ["0101", "0102", "0114"], true])
    );
    page.expect_no_problems().await;
}

async fn given_a_service_that_always_says_too_many_when_looked_up_then_that_is_the_result(
    stage: Arc<Stage>,
) {
    // given an endpoint that refuses one of them for good, as 0113 does, but with a second to wait
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let seen = ask(
        &page,
        "const refusing = async (url, init) => {
           if (!`${url}`.endsWith('0113')) return watched(url, init);
           log.push({ line: '0113', began: performance.now() });
           return new Response('{}', { status: 429, headers: { 'Retry-After': '1' } });
         };
         const results = [];
         for await (const { number, error } of lookupMany(['0113', '0100', '0101'].map(at), { endpoint, concurrency: 1, fetch: refusing })) {
           results.push([number.slice(-4), error?.code ?? null, error?.retryAfterMs ?? null]);
         }
         const gaps = log.slice(1).map(({ began }, at) => began - log[at].began);
         return [results, log.map(({ line }) => line), gaps.slice(0, 3).every((gap) => gap >= 995)];",
    )
    .await;

    // then the one after it has waited for the last refusal too
    assert_eq!(
        seen,
        json!([
            [
                ["0113", "rate-limited", 1000],
                ["0100", null, null],
                ["0101", null, null]
            ],
            ["0113", "0113", "0113", "0100", "0101"],
            true
        ])
    );
    page.expect_no_problems().await;
}

async fn given_a_card_that_looks_up_when_many_are_looked_up_then_the_card_goes_first(
    stage: Arc<Stage>,
) {
    // given a page that fills a table, and gets a card while it does
    let page = HostPage::open(&stage, "").await;
    let markup = one_card("0111", "").replace("{endpoint}", &page.gateway.origin);

    // when
    let script = format!(
        "{WATCHED}const [endpoint, markup] = args;
         const states = [];
         const during = (url, init) => {{ states.push(card()?.state ?? 'no card'); return watched(url, init); }};
         let results = 0;
         for await (const _ of lookupMany(['0100', '0101', '0102', '0103'].map(at), {{ endpoint, concurrency: 1, fetch: during }})) {{
           results += 1;
           if (results === 1) {{
             document.querySelector('main').insertAdjacentHTML('beforeend', markup);
             await until(() => card().state === 'loading', null);
           }}
         }}
         return [results, states];"
    );
    let seen: Value = page
        .run(&script, vec![json!(page.gateway.origin), json!(markup)])
        .await;

    // then
    assert_eq!(seen, json!([4, ["no card", "ready", "ready", "ready"]]));
    page.expect_no_problems().await;
}

async fn given_arguments_that_are_wrong_when_looked_up_then_the_error_says_what_is_right(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;
    for (arguments, said) in [
        ("'+13105550100'", "an array of numbers"),
        ("13105550100", "an array of numbers"),
        ("null", "an array of numbers"),
        ("undefined", "an array of numbers"),
        ("{}", "an array of numbers"),
        ("[], { concurrency: 0 }", "a whole number above 0"),
        ("[], { concurrency: 'x' }", "a whole number above 0"),
        ("[], { concurrency: 1.5 }", "a whole number above 0"),
        ("[], { concurrency: -1 }", "a whole number above 0"),
        ("[], { signal: 'stop' }", "an AbortSignal"),
    ] {
        // when
        let script = format!(
            "const {{ lookupMany }} = await kit();
             return await thrown((async () => {{ for await (const _ of lookupMany({arguments})); }})())"
        );
        let error: Value = page.run(&script, vec![]).await;

        // then
        assert_eq!(error["name"], "TypeError", "{arguments}: {error}");
        let message = error["message"].as_str().unwrap();
        assert!(
            message.starts_with("phone-profile: ") && message.contains(said),
            "{arguments}: {message}"
        );
    }

    // and no numbers are no error, with or without options
    let seen = ask(
        &page,
        "let results = 0;
         for (const options of [undefined, null, {}]) for await (const _ of lookupMany([], options)) results += 1;
         return results;",
    )
    .await;
    assert_eq!(seen, json!(0));
    page.expect_no_problems().await;
}
