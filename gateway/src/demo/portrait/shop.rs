//! A shop's sign: a storefront or a plain geometric mark, no letters and nobody's brand.

use std::f32::consts::TAU;

use super::{
    super::seed::Seed,
    canvas::{Canvas, Ink},
    palette::{self, PAPER, Scheme},
};

pub(super) fn draw(canvas: &mut Canvas, seed: &mut Seed) {
    let scheme = seed.pick(palette::SCHEMES, palette::FALLBACK_SCHEME);
    match seed.below(4) {
        0 => storefront(canvas, scheme),
        1 => petals(canvas, scheme, seed),
        2 => arches(canvas, scheme),
        _ => tiles(canvas, scheme, seed),
    }
}

fn storefront(canvas: &mut Canvas, scheme: Scheme) {
    canvas.background(scheme.ground);
    canvas.circle(50.0, 50.0, 40.0, scheme.ground.lighter(0.38));
    let wall = PAPER;
    canvas.rect(25.0, 44.0, 50.0, 36.0, wall);
    canvas.rect(25.0, 74.0, 50.0, 6.0, wall.darker(0.12));
    canvas.rect(30.0, 54.0, 22.0, 16.0, scheme.accent.lighter(0.55));
    canvas.shape(scheme.accent.lighter(0.72), |path| {
        path.move_to(34.0, 70.0);
        path.line_to(44.0, 54.0);
        path.line_to(49.0, 54.0);
        path.line_to(39.0, 70.0);
        path.close();
    });
    canvas.rect(57.0, 54.0, 13.0, 26.0, scheme.cloth);
    canvas.circle(60.4, 67.5, 1.2, PAPER);
    canvas.rect(24.0, 24.0, 52.0, 7.0, scheme.cloth.darker(0.15));
    const STRIPES: u8 = 6;
    let width = 56.0 / f32::from(STRIPES);
    for stripe in 0..STRIPES {
        let ink = if stripe % 2 == 0 { scheme.cloth } else { PAPER };
        let left = 22.0 + f32::from(stripe) * width;
        let top = |x: f32| 50.0 + (x - 50.0) * 0.9;
        canvas.shape(ink, |path| {
            path.move_to(top(left), 31.0);
            path.line_to(top(left + width), 31.0);
            path.line_to(left + width, 46.0);
            path.line_to(left, 46.0);
            path.close();
        });
        canvas.ellipse(left + width / 2.0, 46.0, width / 2.0, 4.4, ink);
    }
    canvas.rect(18.0, 80.0, 64.0, 2.6, scheme.cloth.darker(0.3));
}

fn petals(canvas: &mut Canvas, scheme: Scheme, seed: &mut Seed) {
    canvas.background(scheme.cloth);
    let count: u8 = if seed.chance(50) { 6 } else { 8 };
    for petal in 0..count {
        let angle = TAU * f32::from(petal) / f32::from(count);
        let (sin, cos) = angle.sin_cos();
        let at = |along: f32, across: f32| {
            (
                50.0 + cos * along - sin * across,
                50.0 + sin * along + cos * across,
            )
        };
        let ink = if petal % 2 == 0 {
            PAPER
        } else {
            scheme.ground.mix(scheme.cloth, 0.25)
        };
        canvas.shape(ink, |path| {
            let (start, side, tip, other) =
                (at(8.0, 0.0), at(22.0, 13.0), at(33.0, 0.0), at(22.0, -13.0));
            path.move_to(start.0, start.1);
            path.quad_to(side.0, side.1, tip.0, tip.1);
            path.quad_to(other.0, other.1, start.0, start.1);
            path.close();
        });
    }
    canvas.circle(50.0, 50.0, 6.4, scheme.accent);
}

fn arches(canvas: &mut Canvas, scheme: Scheme) {
    canvas.background(scheme.ground);
    for (radius, ink) in [
        (32.0, scheme.cloth),
        (24.5, PAPER),
        (17.0, scheme.accent),
        (9.5, scheme.cloth.darker(0.2)),
    ] {
        canvas.shape(ink, |path| {
            path.move_to(50.0 - radius, 72.0);
            path.line_to(50.0 - radius, 54.0);
            arc(path, 50.0, 54.0, radius);
            path.line_to(50.0 + radius, 72.0);
            path.close();
        });
    }
    canvas.rect(14.0, 72.0, 72.0, 4.0, scheme.cloth.darker(0.25));
}

/// The upper half of a circle, left to right, by the usual cubic approximation.
fn arc(path: &mut tiny_skia::PathBuilder, x: f32, y: f32, radius: f32) {
    let reach = radius * 0.552_285;
    path.cubic_to(x - radius, y - reach, x - reach, y - radius, x, y - radius);
    path.cubic_to(x + reach, y - radius, x + radius, y - reach, x + radius, y);
}

fn tiles(canvas: &mut Canvas, scheme: Scheme, seed: &mut Seed) {
    canvas.background(scheme.ground);
    let inks = [
        scheme.cloth,
        scheme.accent,
        PAPER,
        scheme.cloth.darker(0.25),
    ];
    let first = seed.below(inks.len());
    for (index, (x, y)) in [(24.0, 24.0), (50.0, 24.0), (24.0, 50.0), (50.0, 50.0)]
        .into_iter()
        .enumerate()
    {
        let ink = |offset: usize| {
            inks.get((first + index + offset) % inks.len())
                .copied()
                .unwrap_or(PAPER)
        };
        tile(canvas, seed.below(4), x, y, ink(0), ink(2));
    }
}

fn tile(canvas: &mut Canvas, kind: usize, x: f32, y: f32, ground: Ink, figure: Ink) {
    const SIDE: f32 = 26.0;
    canvas.rect(x, y, SIDE, SIDE, ground);
    match kind {
        0 => canvas.circle(x + SIDE / 2.0, y + SIDE / 2.0, SIDE * 0.34, figure),
        1 => canvas.shape(figure, |path| {
            // A quarter disc in the lower left corner.
            let reach = SIDE * 0.552_285;
            path.move_to(x, y);
            path.cubic_to(x + reach, y, x + SIDE, y + SIDE - reach, x + SIDE, y + SIDE);
            path.line_to(x, y + SIDE);
            path.close();
        }),
        2 => canvas.shape(figure, |path| {
            path.move_to(x + SIDE, y);
            path.line_to(x + SIDE, y + SIDE);
            path.line_to(x, y + SIDE);
            path.close();
        }),
        _ => {
            canvas.rect(x, y + SIDE * 0.2, SIDE, SIDE * 0.22, figure);
            canvas.rect(x, y + SIDE * 0.6, SIDE, SIDE * 0.22, figure);
        }
    }
}
