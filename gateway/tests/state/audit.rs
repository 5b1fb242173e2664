//! The audit's records.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use phone_profile_gateway::state::{AuditRecord, Store};

use crate::places::Place;

pub fn record(at_ms: u64, who: &str) -> AuditRecord {
    AuditRecord {
        at_ms,
        who: who.into(),
        client: Some("192.0.2.•••".into()),
        action: "lookup".into(),
        number: "+1310•••••23".into(),
        purpose: Some("support".into()),
        result: "registered".into(),
        source: None,
        count: 1,
    }
}

pub async fn given_records_when_listed_then_the_newest_come_first_before_the_moment(place: Place) {
    let Store { audit, .. } = place.store().await;
    assert_eq!(audit.list(u64::MAX, 10).await.unwrap(), []);
    // Not in the order of their times: clocks of several gateways differ.
    for (at_ms, who) in [(20, "b"), (10, "a"), (30, "c"), (30, "d"), (40, "e")] {
        audit.append(record(at_ms, who)).await.unwrap();
    }
    let names = |records: Vec<AuditRecord>| records.into_iter().map(|record| record.who);
    let all = audit.list(u64::MAX, 10).await.unwrap();
    assert!(names(all).eq(["e", "d", "c", "b", "a"]));
    let some = audit.list(40, 3).await.unwrap();
    assert!(names(some).eq(["d", "c", "b"]));
    // Two of one millisecond come together: the next part begins before it.
    let part = audit.list(u64::MAX, 2).await.unwrap();
    assert!(names(part).eq(["e", "d", "c"]));
    let next = audit.list(30, 2).await.unwrap();
    assert!(names(next).eq(["b", "a"]));
    assert_eq!(audit.list(10, 3).await.unwrap(), []);
    assert_eq!(audit.list(u64::MAX, 0).await.unwrap(), []);
}

pub async fn given_records_when_purged_then_only_the_older_ones_are_gone(place: Place) {
    let Store { audit, .. } = place.store().await;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let hours_ago = |hours: u64| {
        let then = now - Duration::from_secs(3600 * hours);
        u64::try_from(then.as_millis()).unwrap()
    };
    for hours in 0..10 {
        audit.append(record(hours_ago(hours), "a")).await.unwrap();
    }
    let keep = Duration::from_secs(3600 * 5 / 2);
    assert_eq!(audit.purge(keep).await.unwrap(), 7);
    assert_eq!(audit.purge(keep).await.unwrap(), 0);
    let left = audit.list(u64::MAX, 100).await.unwrap();
    assert!(
        left.iter()
            .map(|record| record.at_ms)
            .eq([0, 1, 2].map(hours_ago))
    );
}

pub async fn given_any_text_when_appended_then_it_is_listed_as_it_was(place: Place) {
    let Store { audit, .. } = place.store().await;
    let odd = "';DROP TABLE audit;-- \u{1F600} \u{202e} \\ \n".repeat(50);
    let odd = AuditRecord {
        at_ms: u64::MAX >> 12,
        who: odd.clone(),
        client: None,
        action: odd.clone().into(),
        number: odd.clone(),
        purpose: None,
        result: "".into(),
        source: Some(odd.into()),
        count: u64::MAX >> 12,
    };
    audit.append(odd.clone()).await.unwrap();
    assert_eq!(audit.list(u64::MAX, 1).await.unwrap(), [odd]);
    // The one character that PostgreSQL can't hold costs that character, not the record.
    let record = AuditRecord {
        purpose: Some("a\0b".into()),
        ..record(1, "\0")
    };
    audit.append(record).await.unwrap();
    let listed = audit.list(2, 1).await.unwrap().remove(0).purpose.unwrap();
    assert!(listed == "a\0b" || listed == "a\u{fffd}b");
}
