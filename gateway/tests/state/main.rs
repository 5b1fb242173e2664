//! One suite for all stores: within the process, on a file, on real servers, and on a cluster.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod audit;
mod budget;
mod cache;
mod clock;
mod counters;
mod crash;
mod durability;
mod failover;
#[path = "../support/fault_proxy.rs"]
mod fault_proxy;
mod file;
mod migration;
mod outage;
mod places;
mod postgres;
#[path = "../support/servers.rs"]
mod servers;
mod tls;

use places::Place;

/// Makes a test of every behaviour in every place.
macro_rules! everywhere {
    ($($part:ident :: $name:ident)*) => {
        everywhere! { in_memory: Place::in_memory(); $($part :: $name)* }
        everywhere! { on_a_file: Place::on_a_file(); $($part :: $name)* }
        everywhere! { on_servers: Place::on_servers(); $($part :: $name)* }
        everywhere! { on_a_cluster: Place::on_a_cluster(); $($part :: $name)* }
    };
    ($module:ident: $place:expr; $($part:ident :: $name:ident)*) => {
        mod $module {
            use super::*;

            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    if let Some(place) = $place.await {
                        $part::$name(place).await;
                    }
                }
            )*
        }
    };
}

everywhere! {
    budget::given_a_limit_when_reserved_then_it_counts_up_to_it_and_stops
    budget::given_a_period_whose_first_day_changes_when_reserved_then_no_day_is_lost
    budget::given_what_was_reserved_in_one_period_when_released_in_the_next_then_only_its_own_has_less
    budget::given_a_vendors_window_when_it_lasts_then_no_more_is_taken_than_it_has_left
    budget::given_a_vendors_window_when_it_has_ended_then_our_own_count_holds_and_the_next_word_counts
    budget::given_windows_when_released_then_only_the_one_it_was_taken_from_has_more
    budget::given_a_count_when_set_then_it_is_that_and_other_periods_stay
    budget::given_a_secret_when_asked_for_again_then_it_is_the_same_and_others_are_others
    budget::given_many_tasks_when_they_reserve_at_once_then_never_more_than_the_limit_get_one
    budget::given_any_sequence_when_played_then_it_counts_like_plain_numbers
    budget::given_budgets_with_alike_names_when_reserved_then_they_count_apart
    budget::given_enormous_limits_when_reserved_and_raised_then_nothing_overflows
    cache::given_an_answer_when_put_then_it_is_got_as_it_was_and_replaced_by_the_next
    cache::given_an_answer_when_removed_then_it_is_gone_and_removing_says_so
    cache::given_an_answer_whose_time_is_over_when_asked_then_there_is_none
    cache::given_an_answer_that_is_over_when_put_then_the_older_one_is_gone_too
    cache::given_a_refusal_when_put_then_it_is_got_in_place_of_the_answer
    cache::given_a_lookup_that_failed_when_remembered_then_it_is_told_to_who_asks_the_same
    cache::given_a_lookup_that_began_before_an_erasure_when_put_then_nothing_is_kept
    cache::given_an_answer_that_renewed_a_link_when_kept_then_it_says_so
    counters::given_a_limit_when_taken_beyond_then_it_is_refused_with_the_time_left
    counters::given_many_tasks_when_they_take_at_once_then_exactly_the_limit_are_allowed
    counters::given_a_window_when_it_ends_then_the_next_allows_again
    counters::given_a_queue_when_asked_at_once_then_the_moments_have_their_distance
    counters::given_a_queue_that_is_too_long_when_asked_then_nothing_is_taken
    counters::given_a_lease_when_held_then_only_its_token_ends_it
    counters::given_a_lease_when_its_time_is_over_then_another_gets_it
    counters::given_many_tasks_when_they_want_one_lease_then_one_gets_it
    audit::given_records_when_listed_then_the_newest_come_first_before_the_moment
    audit::given_records_when_purged_then_only_the_older_ones_are_gone
    audit::given_any_text_when_appended_then_it_is_listed_as_it_was
    places::given_an_open_store_when_asked_then_it_is_ready
}
