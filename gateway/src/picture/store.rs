//! Pictures that were fetched: in memory only, each for a while, and fetched once however many ask
//! for it at the same time.

use std::{
    fmt,
    future::Future,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use moka::{Expiry, future::Cache};

use super::{error::PictureError, fetch::Fetched, size::PictureSize};
use crate::Digits;

/// Whose picture, and of which answer: after an erasure, another answer's is another picture even
/// under the same link.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) number: Digits,
    pub(crate) size: PictureSize,
    /// Unix milliseconds. Another answer may have come within the same one, with another link.
    pub(crate) stored_at_ms: u64,
    pub(crate) link: String,
}

/// What a picture costs besides its bytes.
const OVERHEAD: usize = 256;

pub(crate) struct PictureStore {
    pictures: Cache<Key, Kept>,
    /// Grows by each erasure, so that what was being fetched meanwhile isn't kept.
    erasures: AtomicU64,
}

/// Shows nobody's number.
impl fmt::Debug for PictureStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PictureStore")
            .field("pictures", &self.pictures.entry_count())
            .finish_non_exhaustive()
    }
}

#[derive(Clone)]
struct Kept {
    fetched: Fetched,
    lasts: Duration,
}

/// What comes of fetching, where it isn't kept.
enum Unkept {
    Failed(PictureError),
    Erased(Fetched),
}

struct Lasts;

impl Expiry<Key, Kept> for Lasts {
    fn expire_after_create(&self, _: &Key, kept: &Kept, _: Instant) -> Option<Duration> {
        Some(kept.lasts)
    }

    fn expire_after_update(
        &self,
        _: &Key,
        kept: &Kept,
        _: Instant,
        _: Option<Duration>,
    ) -> Option<Duration> {
        Some(kept.lasts)
    }
}

impl PictureStore {
    pub(crate) fn new(most_bytes: u64) -> Self {
        let pictures = Cache::builder()
            .max_capacity(most_bytes)
            .weigher(|key: &Key, kept: &Kept| {
                let bytes = kept.fetched.bytes.len() + key.link.len() + OVERHEAD;
                u32::try_from(bytes).unwrap_or(u32::MAX)
            })
            .expire_after(Lasts)
            .support_invalidation_closures()
            .build();
        Self {
            pictures,
            erasures: AtomicU64::new(0),
        }
    }

    /// The picture that is kept, or the one that is fetched now, by whoever came first.
    pub(crate) async fn get(
        &self,
        key: Key,
        lasts: Duration,
        fetch: impl Future<Output = Result<Fetched, PictureError>>,
    ) -> Result<Fetched, PictureError> {
        let erasures = self.erasures.load(Ordering::SeqCst);
        let erased = || self.erasures.load(Ordering::SeqCst) != erasures;
        let fetched = self
            .pictures
            .try_get_with(key.clone(), async {
                let fetched = fetch.await.map_err(Unkept::Failed)?;
                if erased() {
                    return Err(Unkept::Erased(fetched));
                }
                Ok(Kept { fetched, lasts })
            })
            .await;
        // It may have been erased in the moment between the answer and its being kept.
        if fetched.is_ok() && erased() {
            self.pictures.invalidate(&key).await;
        }
        match fetched {
            Ok(kept) => Ok(kept.fetched),
            Err(unkept) => match &*unkept {
                Unkept::Failed(error) => Err(error.clone()),
                Unkept::Erased(fetched) => Ok(fetched.clone()),
            },
        }
    }

    /// Forgets a number's pictures, those that are on their way too.
    pub(crate) async fn remove(&self, number: &Digits) {
        self.erasures.fetch_add(1, Ordering::SeqCst);
        let number = number.clone();
        // The only error is a store that was made without such closures.
        let _ = self
            .pictures
            .invalidate_entries_if(move |key, _| key.number == number);
        self.pictures.run_pending_tasks().await;
    }

    #[cfg(test)]
    async fn holds(&self, key: &Key) -> bool {
        self.pictures.run_pending_tasks().await;
        self.pictures.contains_key(key)
    }
}

/// How long a picture may be kept at this moment: never beyond its link.
pub(crate) fn lasts(lifetime: Duration, link_expires_at: Option<u64>, now: u64) -> Duration {
    let left = link_expires_at.map(|expires| Duration::from_secs(expires.saturating_sub(now)));
    left.map_or(lifetime, |left| left.min(lifetime))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use tokio::{join, sync::oneshot};

    use super::*;
    use crate::picture::ImageType;

    const HOUR: Duration = Duration::from_secs(3_600);

    fn number() -> Digits {
        Digits::parse("13105550123").unwrap()
    }

    fn picture(text: &'static str) -> Fetched {
        Fetched {
            bytes: Bytes::from_static(text.as_bytes()),
            image_type: ImageType::Jpeg,
        }
    }

    fn store() -> PictureStore {
        PictureStore::new(1 << 20)
    }

    fn key(size: PictureSize, stored_at_ms: u64) -> Key {
        Key {
            number: number(),
            size,
            stored_at_ms,
            link: "a".to_owned(),
        }
    }

    fn thumb(stored_at_ms: u64) -> Key {
        key(PictureSize::Thumb, stored_at_ms)
    }

    /// A fetch gives this picture.
    async fn get(store: &PictureStore, key: Key, lasts: Duration, text: &'static str) -> Fetched {
        let fetch = async { Ok(picture(text)) };
        store.get(key, lasts, fetch).await.unwrap()
    }

    #[tokio::test]
    async fn given_a_kept_picture_when_asked_for_again_then_it_is_not_fetched() {
        let store = store();
        get(&store, thumb(1), HOUR, "first").await;
        assert_eq!(
            get(&store, thumb(1), HOUR, "second").await,
            picture("first")
        );
        let full = get(&store, key(PictureSize::Full, 1), HOUR, "full").await;
        assert_eq!(full, picture("full"));
    }

    #[tokio::test]
    async fn given_a_new_answer_when_its_picture_is_asked_for_then_it_is_not_the_old_ones() {
        let store = store();
        get(&store, thumb(1), HOUR, "first").await;
        assert_eq!(
            get(&store, thumb(2), HOUR, "second").await,
            picture("second")
        );
        assert_eq!(
            get(&store, thumb(2), HOUR, "third").await,
            picture("second")
        );
        let link = "b".to_owned();
        let other = Key { link, ..thumb(2) };
        assert_eq!(get(&store, other, HOUR, "fourth").await, picture("fourth"));
    }

    #[tokio::test]
    async fn given_a_link_without_time_left_when_asked_for_then_nothing_is_kept() {
        let store = store();
        get(&store, thumb(1), Duration::ZERO, "first").await;
        assert!(!store.holds(&thumb(1)).await);
        assert_eq!(
            get(&store, thumb(1), HOUR, "second").await,
            picture("second")
        );
    }

    #[tokio::test]
    async fn given_many_at_the_same_time_when_they_ask_then_one_fetch_serves_all() {
        let store = store();
        let (give, given) = oneshot::channel();
        let slow = async {
            given.await.unwrap();
            Ok(picture("first"))
        };
        let one = store.get(thumb(1), HOUR, slow);
        let two = get(&store, thumb(1), HOUR, "second");
        let (one, two, ()) = join!(one, two, async { give.send(()).unwrap() });
        assert_eq!(one.unwrap(), picture("first"));
        assert_eq!(two, picture("first"));
    }

    #[tokio::test]
    async fn given_a_failure_when_asked_for_again_then_it_is_fetched_again() {
        let store = store();
        let fetch = async { Err(PictureError::Timeout) };
        let failed = store.get(thumb(1), HOUR, fetch).await;
        assert!(matches!(failed, Err(PictureError::Timeout)));
        assert_eq!(
            get(&store, thumb(1), HOUR, "second").await,
            picture("second")
        );
    }

    #[tokio::test]
    async fn given_pictures_when_their_number_is_erased_then_all_are_gone_and_new_ones_are_kept() {
        let store = store();
        let keys = [thumb(1), thumb(2), key(PictureSize::Full, 1)];
        for key in &keys {
            get(&store, key.clone(), HOUR, "first").await;
            assert!(store.holds(key).await);
        }
        store.remove(&number()).await;
        for key in &keys {
            assert!(!store.holds(key).await);
        }
        get(&store, thumb(3), HOUR, "second").await;
        assert!(store.holds(&thumb(3)).await);
    }

    #[tokio::test]
    async fn given_a_picture_on_its_way_when_its_number_is_erased_then_it_is_not_kept() {
        let store = store();
        let fetch = async {
            store.remove(&number()).await;
            Ok(picture("first"))
        };
        let given = store.get(thumb(1), HOUR, fetch).await;
        assert_eq!(given.unwrap(), picture("first"));
        assert!(!store.holds(&thumb(1)).await);
    }

    #[tokio::test]
    async fn given_more_pictures_than_fit_when_fetched_then_some_go() {
        let store = PictureStore::new(4 * 1_024);
        for answer in 0..100 {
            get(&store, thumb(answer), HOUR, "0123456789").await;
        }
        store.pictures.run_pending_tasks().await;
        assert!(store.pictures.weighted_size() <= 4 * 1_024);
        assert!(store.pictures.entry_count() > 0);
    }

    #[test]
    fn given_links_that_end_when_asked_how_long_then_never_beyond_them() {
        assert_eq!(lasts(HOUR, None, 100), HOUR);
        assert_eq!(lasts(HOUR, Some(10_000), 100), HOUR);
        assert_eq!(lasts(HOUR, Some(160), 100), Duration::from_secs(60));
        assert_eq!(lasts(HOUR, Some(50), 100), Duration::ZERO);
    }
}
