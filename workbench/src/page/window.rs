//! Which rows of a long list are drawn: the arithmetic of a table that has only those in sight.

use std::ops::Range;

/// The height of every row in CSS pixels, as the style sheet has it.
pub const ROW_PX: f64 = 44.0;

/// How many rows are asked for at once.
pub const BLOCK: usize = 64;

/// Rows beyond the edges that are drawn too, so that a fast scroll finds something there.
const BEYOND: usize = 12;

/// The window moves by so many rows: most scrolls change nothing.
const STEP: usize = 8;

/// The rows to draw where so much is scrolled away and so much is in sight, of so many.
pub fn drawn(scrolled_px: f64, height_px: f64, entries: usize) -> Range<usize> {
    let first = rows_in(scrolled_px).saturating_sub(BEYOND) / STEP * STEP;
    // One more than fits, since the first may be in sight with its lower half only.
    let last = rows_in(scrolled_px + height_px) + 1 + BEYOND;
    let last = last.div_ceil(STEP) * STEP;
    first.min(entries)..last.min(entries)
}

/// How many rows fit whole, at least one: what Page Down goes by.
pub fn page(height_px: f64) -> usize {
    rows_in(height_px).max(1)
}

/// The blocks that have these rows.
pub fn blocks(rows: &Range<usize>) -> Range<usize> {
    if rows.is_empty() {
        0..0
    } else {
        rows.start / BLOCK..rows.end.div_ceil(BLOCK)
    }
}

/// Where to scroll to, so that a row is in sight whole; none where it is. What lies above is the header's height
/// less: it covers nothing of the rows.
pub fn scroll_to_show(row: usize, scrolled_px: f64, height_px: f64) -> Option<f64> {
    let top = row as f64 * ROW_PX;
    let bottom = top + ROW_PX;
    if top < scrolled_px {
        Some(top)
    } else if bottom > scrolled_px + height_px {
        Some((bottom - height_px).min(top))
    } else {
        None
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a conversion of floats saturates, and takes what is no number for 0"
)]
fn rows_in(px: f64) -> usize {
    (px / ROW_PX).floor() as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn given_the_top_of_a_long_list_when_drawn_then_some_rows_below_are_too() {
        assert_eq!(drawn(0.0, 440.0, 100_000), 0..24);
        assert_eq!(drawn(0.0, 440.0, 5), 0..5);
        assert_eq!(drawn(0.0, 440.0, 0), 0..0);
    }

    #[test]
    fn given_a_small_scroll_when_drawn_then_the_rows_stay_the_same() {
        let at = |px| drawn(px, 440.0, 100_000);
        assert_eq!(at(44_000.0), at(44_040.0));
    }

    #[test]
    fn given_the_end_when_scrolled_beyond_then_nothing_is_drawn_that_is_not_there() {
        assert_eq!(drawn(1e12, 440.0, 100), 100..100);
        assert_eq!(drawn(f64::NAN, 440.0, 100), 0..16);
        assert_eq!(drawn(-80.0, 440.0, 100), 0..24);
    }

    #[test]
    fn given_rows_when_asked_for_then_whole_blocks_are() {
        assert_eq!(blocks(&(0..24)), 0..1);
        assert_eq!(blocks(&(60..70)), 0..2);
        assert_eq!(blocks(&(64..128)), 1..2);
        assert_eq!(blocks(&(7..7)), 0..0);
    }

    #[test]
    fn given_a_row_out_of_sight_when_shown_then_it_comes_to_the_nearer_edge() {
        assert_eq!(scroll_to_show(3, 440.0, 440.0), Some(132.0));
        assert_eq!(scroll_to_show(20, 440.0, 440.0), Some(484.0));
        assert_eq!(scroll_to_show(12, 440.0, 440.0), None);
        // Less room than a row: its beginning.
        assert_eq!(scroll_to_show(9, 0.0, 20.0), Some(396.0));
    }

    proptest! {
        #[test]
        fn given_any_scroll_when_drawn_then_all_in_sight_is(
            scrolled in 0.0..4_400_000.0_f64,
            height in 0.0..3_000.0_f64,
            entries in 0_usize..100_001,
        ) {
            let rows = drawn(scrolled, height, entries);
            let first = (scrolled / ROW_PX) as usize;
            let last = ((scrolled + height) / ROW_PX) as usize;
            prop_assert!(rows.end <= entries && rows.len() < 150);
            for row in [first, last] {
                prop_assert!(row >= entries || rows.contains(&row));
            }
        }
    }
}
