//! Names and pictures of every kind, from a real gateway in front of a made-up service: nothing overlaps or overflows, and
//! no card is larger than another.

use std::{collections::HashMap, sync::Arc, time::Duration};

use serde_json::{Value, json};

use crate::{
    harness::{
        Stage,
        crowd::{ANIMATED, Crowd, PIXEL, PictureFile, STRIPE},
    },
    page_objects::HostPage,
    scenarios,
};

scenarios![
    given_names_of_every_kind_when_shown_then_nothing_overlaps_or_overflows,
    given_pictures_of_every_kind_when_shown_then_each_fills_its_circle_and_moves_nothing,
];

/// Where a card's visible nodes are not within it, or texts lie over each other. The circle of the picture cuts off what it
/// holds, and lines that are cut short have their own box.
const FAULTS: &str = "const faults = (element) => {
    const root = element.shadowRoot, host = element.getBoundingClientRect(), found = [];
    const within = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1 && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
    const shown = [...root.querySelectorAll('.avatar, .name, .number, .badge, .warning, .status, .match, .about, .signals li, .business p, .time, .title, .hint, button, .mark')].filter((node) => node.checkVisibility() && node.getClientRects().length);
    for (const node of shown) {
      const box = node.getBoundingClientRect();
      if (!within(box, host)) found.push(`${node.className} leaves the card`);
      if (node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX === 'visible' && getComputedStyle(node).display !== 'inline') found.push(`${node.className} overflows`);
    }
    const apart = shown.filter((node) => !node.matches('.mark'));
    apart.forEach((one, index) => apart.slice(index + 1).forEach((other) => {
      if (one.contains(other) || other.contains(one)) return;
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      const [x, y] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
      if (x > 1 && y > 1) found.push(`${one.className} over ${other.className}`);
    }));
    return found;
  };\n";

/// Mounts a card of each variant for each number, in boxes of that width, and waits for all.
const MOUNT: &str = "const [endpoint, headers, numbers, width] = args;
    const { configure, mount } = await kit();
    // The pace of the service makes the last of many wait.
    configure({ endpoint, headers, timeoutMs: 120_000 });
    const elements = [];
    for (const number of numbers) for (const variant of ['card', 'compact', 'avatar']) {
      const box = document.createElement('div');
      Object.assign(box.style, { width: `${width}px`, marginBlock: '8px' });
      document.querySelector('main').append(box);
      elements.push(mount(box, { number, variant, about: true, showBusiness: true, expectedName: 'Otto Ek' }).element);
    }\n";

/// Number, variant, state with the error's code, name, initials, label and faults.
type Named = (
    String,
    String,
    String,
    Option<String>,
    String,
    String,
    Value,
);

/// Variant, picture's state, sizes before and after, faults, sizes of the pictures and of their circle.
type Pictured = (
    String,
    String,
    Value,
    [u32; 2],
    Value,
    Vec<[u32; 2]>,
    [u32; 2],
);

fn names() -> Vec<String> {
    let repeated = |text: &str| text.repeat(300 / text.chars().count());
    vec![
        repeated("W"),
        repeated("Maya "),
        repeated("م"),
        repeated("भ"),
        repeated("山"),
        repeated("한"),
        repeated("ก"),
        repeated("\u{fdfa}"),
        repeated("👨\u{200d}👩\u{200d}👧\u{200d}👦"),
        repeated("🇸🇪"),
        "🌻".to_owned(),
        "\u{202e}\u{2066}Maya\u{200b}\u{feff} \u{2069}Lindqvist\u{202c}".to_owned(),
        format!("a{}", repeated("\u{301}\u{489}\u{321}")),
        "\u{200b}\u{200d}".to_owned(),
    ]
}

async fn given_names_of_every_kind_when_shown_then_nothing_overlaps_or_overflows(
    stage: Arc<Stage>,
) {
    // given
    let people: HashMap<_, _> = names()
        .into_iter()
        .enumerate()
        .map(|(at, name)| {
            let long = name.clone();
            let fields = json!({
                "name": name, "about": long, "isBusiness": at % 2 == 0, "isVerified": at % 4 == 0,
                "businessProfile": { "description": long, "categories": [long], "address": long, "email": format!("{}@bakery.example", "x".repeat(200)),
                    "websites": [format!("https://bakery.example/{}", "x".repeat(300))], "memberSinceText": long },
            });
            (format!("131055501{at:02}"), (fields, None))
        })
        .collect();
    let mut numbers: Vec<String> = people.keys().map(|digits| format!("+{digits}")).collect();
    numbers.sort();
    let crowd = Crowd::start(people, &stage.world.host.origin).await;

    // The gateway keeps what it has been told at its service's pace.
    let page = HostPage::open_without_kit(&stage, "").await;
    for some in numbers.chunks(4) {
        let script = "const [endpoint, headers, numbers] = args; const { lookup } = await kit();
            for (const number of numbers) await lookup(number, { endpoint, headers, timeoutMs: 40_000 })";
        let arguments = vec![json!(crowd.gateway.origin), crowd.headers(), json!(some)];
        page.run::<Value>(script, arguments).await;
    }

    for width in [420, 280] {
        // when
        let page = HostPage::open_without_kit(&stage, "").await;
        let script = format!(
            "{FAULTS}{MOUNT}for (const element of elements) await settled(element);
             return elements.map((element) => [element.number, element.variant, [element.state, element.error?.code, element.error?.message].filter(Boolean).join(' '), element.profile?.name ?? null,
               words(part(element, 'initials')) ?? '', element.shadowRoot.querySelector('[aria-label]')?.getAttribute('aria-label') ?? '', faults(element)])"
        );
        let arguments = vec![
            json!(crowd.gateway.origin),
            crowd.headers(),
            json!(numbers),
            json!(width),
        ];
        let seen: Vec<Named> = page.run(&script, arguments).await;

        // then
        assert_eq!(seen.len(), numbers.len() * 3);
        for (number, variant, state, name, initials, label, faults) in seen {
            let what = format!("{number} {variant} {width} {name:?}");
            assert_eq!((state.as_str(), &faults), ("ready", &json!([])), "{what}");
            assert!(initials.chars().count() <= 2, "{what}: {initials}");
            for hidden in ['\u{202e}', '\u{200b}', '\u{feff}', '\u{202c}'] {
                assert!(!label.contains(hidden), "{what}: {label:?}");
                assert!(!name.as_deref().unwrap_or_default().contains(hidden));
            }
        }
        page.expect_no_problems().await;
    }
}

async fn given_pictures_of_every_kind_when_shown_then_each_fills_its_circle_and_moves_nothing(
    stage: Arc<Stage>,
) {
    // given
    let pictures = [
        (PictureFile::Bytes(PIXEL), "public"),
        (PictureFile::Bytes(STRIPE), "public"),
        (PictureFile::Bytes(ANIMATED), "public"),
        (
            PictureFile::Bytes(b"\x89PNG\r\n\x1a\n and then nothing"),
            "broken",
        ),
        (PictureFile::Bytes(b""), "broken"),
        (PictureFile::Late(Duration::from_millis(800)), "public"),
    ];
    let people: HashMap<_, _> = pictures
        .iter()
        .enumerate()
        .map(|(at, (picture, _))| {
            let person = (json!({ "name": "Maya Lindqvist" }), Some(*picture));
            (format!("131055501{at:02}"), person)
        })
        .collect();
    let mut numbers: Vec<String> = people.keys().map(|digits| format!("+{digits}")).collect();
    numbers.sort();
    let crowd = Crowd::start(people, &stage.world.host.origin).await;
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let script = format!(
        "{FAULTS}{MOUNT}const box = (node) => {{ const {{ width, height }} = node.getBoundingClientRect(); return [width, height].map(Math.round); }};
         while (!elements.every((element) => part(element, 'base') ?? part(element, 'skeleton'))) await drawn();
         const before = elements.map(box);
         for (const element of elements) {{ await until(() => ['public', 'broken'].includes(element.getAttribute('picture-state')), element); await settled(element); }}
         return elements.map((element, at) => [element.variant, element.getAttribute('picture-state'), before[at], box(element), faults(element),
           parts(element, 'picture').map(box), box(element.shadowRoot.querySelector('.avatar'))])"
    );
    let arguments = vec![
        json!(crowd.gateway.origin),
        crowd.headers(),
        json!(numbers),
        json!(420),
    ];
    let seen: Vec<Pictured> = page.run(&script, arguments).await;

    // then
    for (at, (variant, state, before, after, faults, shown, circle)) in seen.iter().enumerate() {
        let (_, expected) = pictures[at / 3];
        let what = format!("picture {} as {variant}", at / 3);
        assert_eq!((state.as_str(), faults), (expected, &json!([])), "{what}");
        assert!(shown.iter().all(|picture| picture == circle), "{what}");
        assert_eq!(circle[0], circle[1], "{what}");
        // The name that differs is said below, or behind, and makes room for itself.
        let grows = *variant != "avatar";
        assert!(
            grows || *before == json!(after),
            "{what}: {before} {after:?}"
        );
    }
    page.expect_no_problems().await;
}
