//! Hair and head coverings: what lies behind the head, and what falls before it.

use super::canvas::{Canvas, Ink};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Crop,
    SidePart,
    Quiff,
    Bald,
    Curls,
    Afro,
    Bob,
    Long,
    Bun,
    Ponytail,
    Scarf,
}

pub(super) const OF_MEN: &[Style] = &[
    Style::Crop,
    Style::SidePart,
    Style::Quiff,
    Style::Bald,
    Style::Curls,
];

pub(super) const OF_WOMEN: &[Style] = &[
    Style::Afro,
    Style::Bob,
    Style::Bun,
    Style::Curls,
    Style::Long,
    Style::Ponytail,
    Style::Scarf,
];

impl Style {
    pub(super) fn suits_earrings(self) -> bool {
        matches!(self, Self::Afro | Self::Bun | Self::Ponytail)
    }

    pub(super) fn shows_ears(self) -> bool {
        !matches!(self, Self::Bob | Self::Long | Self::Scarf)
    }
}

pub(super) fn behind(canvas: &mut Canvas, style: Style, hair: Ink, cloth: Ink) {
    let shade = hair.darker(0.14);
    match style {
        Style::Afro => {
            canvas.circle(50.0, 36.0, 26.0, hair);
            canvas.ellipse(50.0, 44.0, 25.0, 20.0, hair);
        }
        Style::Curls => curls(canvas, hair),
        Style::Bob => canvas.shape(shade, |path| {
            path.move_to(29.5, 44.0);
            path.cubic_to(27.0, 10.0, 73.0, 10.0, 70.5, 44.0);
            path.cubic_to(70.8, 54.0, 72.5, 60.0, 73.0, 65.5);
            path.cubic_to(66.0, 70.0, 34.0, 70.0, 27.0, 65.5);
            path.cubic_to(27.5, 60.0, 29.2, 54.0, 29.5, 44.0);
            path.close();
        }),
        Style::Long => canvas.shape(shade, |path| {
            path.move_to(29.5, 42.0);
            path.cubic_to(28.0, 11.0, 72.0, 11.0, 70.5, 42.0);
            path.cubic_to(71.0, 62.0, 76.0, 74.0, 76.5, 92.0);
            path.line_to(23.5, 92.0);
            path.cubic_to(24.0, 74.0, 29.0, 62.0, 29.5, 42.0);
            path.close();
        }),
        Style::Bun => canvas.circle(50.0, 16.5, 8.6, shade),
        Style::Ponytail => canvas.shape(shade, |path| {
            path.move_to(58.0, 22.0);
            path.cubic_to(74.0, 18.0, 82.0, 34.0, 78.0, 50.0);
            path.cubic_to(76.5, 60.0, 79.0, 66.0, 82.0, 72.0);
            path.cubic_to(70.0, 72.0, 65.5, 60.0, 66.0, 46.0);
            path.close();
        }),
        Style::Scarf => canvas.shape(cloth.darker(0.16), |path| {
            path.move_to(28.0, 46.0);
            path.cubic_to(25.0, 9.0, 75.0, 9.0, 72.0, 46.0);
            path.cubic_to(73.0, 62.0, 77.0, 72.0, 80.0, 82.0);
            path.line_to(20.0, 82.0);
            path.cubic_to(23.0, 72.0, 27.0, 62.0, 28.0, 46.0);
            path.close();
        }),
        Style::Crop | Style::SidePart | Style::Quiff | Style::Bald => {}
    }
}

pub(super) fn before(canvas: &mut Canvas, style: Style, hair: Ink, cloth: Ink) {
    match style {
        Style::Bald => {}
        Style::Crop => canvas.shape(hair, |path| {
            path.move_to(33.0, 45.0);
            path.cubic_to(29.0, 14.5, 71.0, 14.5, 67.0, 45.0);
            path.cubic_to(65.6, 42.0, 65.4, 38.0, 63.4, 34.4);
            path.cubic_to(56.0, 36.6, 44.0, 36.6, 36.6, 34.4);
            path.cubic_to(34.6, 38.0, 34.4, 42.0, 33.0, 45.0);
            path.close();
        }),
        Style::SidePart => canvas.shape(hair, |path| {
            path.move_to(33.0, 46.0);
            path.cubic_to(28.0, 22.0, 38.0, 14.0, 50.0, 15.5);
            path.cubic_to(68.0, 13.0, 71.5, 28.0, 67.0, 46.0);
            path.cubic_to(65.8, 42.0, 65.0, 38.0, 62.0, 35.0);
            path.cubic_to(53.0, 35.6, 45.0, 33.0, 42.0, 27.5);
            path.cubic_to(41.0, 33.0, 37.0, 37.0, 35.6, 38.0);
            path.cubic_to(34.6, 40.5, 34.2, 43.0, 33.0, 46.0);
            path.close();
        }),
        Style::Quiff => canvas.shape(hair, |path| {
            path.move_to(33.4, 44.0);
            path.cubic_to(32.0, 34.0, 31.0, 26.0, 35.0, 21.0);
            path.cubic_to(40.0, 10.5, 62.0, 9.5, 69.0, 19.0);
            path.cubic_to(65.5, 19.5, 68.5, 33.0, 66.6, 44.0);
            path.cubic_to(65.4, 40.0, 64.8, 35.0, 61.0, 31.5);
            path.cubic_to(52.0, 31.0, 44.0, 31.5, 38.0, 33.0);
            path.cubic_to(35.4, 36.0, 34.6, 40.0, 33.4, 44.0);
            path.close();
        }),
        Style::Curls => {
            for (x, y, radius) in [
                (36.5, 31.0, 5.4),
                (43.0, 27.0, 5.8),
                (50.0, 28.4, 5.4),
                (57.0, 27.0, 5.8),
                (63.5, 31.0, 5.4),
            ] {
                canvas.circle(x, y, radius, hair);
            }
        }
        Style::Afro => canvas.shape(hair, |path| {
            path.move_to(33.2, 46.0);
            path.cubic_to(30.0, 18.0, 70.0, 18.0, 66.8, 46.0);
            path.cubic_to(65.4, 36.0, 60.0, 30.5, 50.0, 30.5);
            path.cubic_to(40.0, 30.5, 34.6, 36.0, 33.2, 46.0);
            path.close();
        }),
        Style::Bob => fringe(canvas, hair),
        Style::Long => {
            curtains(canvas, hair);
            for side in [-1.0, 1.0] {
                canvas.shape(hair, |path| {
                    path.move_to(50.0 + side * 16.8, 38.0);
                    path.cubic_to(
                        50.0 + side * 14.6,
                        56.0,
                        50.0 + side * 14.0,
                        72.0,
                        50.0 + side * 17.0,
                        90.0,
                    );
                    path.cubic_to(
                        50.0 + side * 21.0,
                        92.5,
                        50.0 + side * 25.0,
                        92.0,
                        50.0 + side * 26.5,
                        91.0,
                    );
                    path.cubic_to(
                        50.0 + side * 26.5,
                        72.0,
                        50.0 + side * 21.0,
                        60.0,
                        50.0 + side * 20.6,
                        36.0,
                    );
                    path.close();
                });
            }
        }
        Style::Bun | Style::Ponytail => canvas.shape(hair, |path| {
            path.move_to(33.2, 45.0);
            path.cubic_to(29.0, 14.0, 71.0, 14.0, 66.8, 45.0);
            path.cubic_to(66.0, 36.0, 60.0, 30.0, 50.0, 27.0);
            path.cubic_to(40.0, 30.0, 34.0, 36.0, 33.2, 45.0);
            path.close();
        }),
        Style::Scarf => scarf(canvas, cloth),
    }
}

fn curls(canvas: &mut Canvas, hair: Ink) {
    for (x, y, radius) in [
        (33.0, 43.5, 4.8),
        (32.0, 36.0, 6.0),
        (35.5, 27.5, 6.8),
        (42.5, 21.5, 7.0),
        (50.0, 20.0, 7.2),
        (57.5, 21.5, 7.0),
        (64.5, 27.5, 6.8),
        (68.0, 36.0, 6.0),
        (67.0, 43.5, 4.8),
    ] {
        canvas.circle(x, y, radius, hair);
    }
}

/// Straight across the brow, with sides over the ears.
fn fringe(canvas: &mut Canvas, hair: Ink) {
    canvas.shape(hair, |path| {
        path.move_to(29.4, 46.0);
        path.cubic_to(26.6, 10.0, 73.4, 10.0, 70.6, 46.0);
        path.cubic_to(70.8, 54.0, 72.6, 60.0, 73.0, 65.5);
        path.cubic_to(69.0, 68.0, 66.0, 66.5, 64.4, 63.0);
        path.cubic_to(66.2, 56.0, 66.0, 44.0, 64.0, 37.0);
        path.cubic_to(55.0, 39.0, 45.0, 39.0, 36.0, 37.0);
        path.cubic_to(34.0, 44.0, 33.8, 56.0, 35.6, 63.0);
        path.cubic_to(34.0, 66.5, 31.0, 68.0, 27.0, 65.5);
        path.cubic_to(27.4, 60.0, 29.2, 54.0, 29.4, 46.0);
        path.close();
    });
}

/// Parted in the middle.
fn curtains(canvas: &mut Canvas, hair: Ink) {
    canvas.shape(hair, |path| {
        path.move_to(29.4, 42.0);
        path.cubic_to(27.6, 11.5, 72.4, 11.5, 70.6, 42.0);
        path.line_to(66.4, 46.0);
        path.cubic_to(65.4, 36.0, 58.0, 31.0, 50.0, 24.5);
        path.cubic_to(42.0, 31.0, 34.6, 36.0, 33.6, 46.0);
        path.close();
    });
}

/// Cloth around the face, falling over the shoulders.
fn scarf(canvas: &mut Canvas, cloth: Ink) {
    for side in [-1.0, 1.0] {
        canvas.shape(cloth, |path| {
            path.move_to(50.0, 14.6);
            path.cubic_to(
                50.0 + side * 24.0,
                14.6,
                50.0 + side * 24.0,
                38.0,
                50.0 + side * 21.4,
                52.0,
            );
            path.cubic_to(
                50.0 + side * 22.0,
                66.0,
                50.0 + side * 28.0,
                74.0,
                50.0 + side * 30.0,
                82.0,
            );
            path.cubic_to(
                50.0 + side * 20.0,
                88.0,
                50.0 + side * 8.0,
                88.0,
                50.0,
                86.0,
            );
            path.line_to(50.0, 65.0);
            path.cubic_to(
                50.0 + side * 8.0,
                65.0,
                50.0 + side * 15.0,
                57.0,
                50.0 + side * 15.0,
                42.0,
            );
            path.cubic_to(
                50.0 + side * 15.0,
                32.0,
                50.0 + side * 9.0,
                26.5,
                50.0,
                26.5,
            );
            path.close();
        });
    }
    canvas.line(1.0, cloth.darker(0.16), |path| {
        path.move_to(36.0, 66.0);
        path.cubic_to(44.0, 75.0, 58.0, 77.0, 68.0, 74.0);
    });
}
