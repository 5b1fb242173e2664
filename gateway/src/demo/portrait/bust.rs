//! A person from the chest up: ground, clothes, head and a few marks for a face.

use super::{
    super::seed::Seed,
    canvas::{Canvas, Ink},
    hair::{self, Style},
    palette::{self, LINE, PAPER, Scheme},
};

/// What the number chose.
struct Look {
    scheme: Scheme,
    skin: Ink,
    hair: Ink,
    style: Style,
    clothes: Clothes,
    has_beard: bool,
    has_glasses: bool,
    has_earrings: bool,
}

#[derive(Debug, Clone, Copy)]
enum Clothes {
    Crew,
    VNeck,
    Shirt,
    Blazer,
    Turtleneck,
    Hoodie,
}

impl Look {
    fn choose(styles: &[Style], seed: &mut Seed) -> Self {
        let scheme = seed.pick(palette::SCHEMES, palette::FALLBACK_SCHEME);
        let tone = seed.below(palette::SKIN.len());
        let skin = palette::SKIN.get(tone).copied().unwrap_or(Ink(0xeebd9b));
        let hairs = if tone >= 3 {
            palette::DARK_HAIR
        } else {
            palette::HAIR
        };
        let hair = seed.pick(hairs, LINE);
        let style = seed.pick(styles, Style::Crop);
        let clothes = seed.pick(
            &[
                Clothes::Crew,
                Clothes::VNeck,
                Clothes::Shirt,
                Clothes::Blazer,
                Clothes::Turtleneck,
                Clothes::Hoodie,
            ],
            Clothes::Crew,
        );
        Self {
            scheme,
            skin,
            hair,
            style,
            clothes,
            has_beard: styles == hair::OF_MEN && seed.chance(45),
            has_glasses: seed.chance(24),
            has_earrings: style.suits_earrings() && seed.chance(45),
        }
    }
}

pub(super) fn draw(canvas: &mut Canvas, styles: &[Style], seed: &mut Seed) {
    let look = Look::choose(styles, seed);
    let ground = look.scheme.ground;
    canvas.background(ground);
    canvas.circle(50.0, 46.0, 40.0, ground.lighter(0.38));
    hair::behind(canvas, look.style, look.hair, look.scheme.accent);
    body(canvas, &look);
    head(canvas, &look);
    hair::before(canvas, look.style, look.hair, look.scheme.accent);
    if look.has_glasses {
        glasses(canvas, look.skin);
    }
}

fn body(canvas: &mut Canvas, look: &Look) {
    let cloth = look.scheme.cloth;
    let neck_shadow = look.skin.darker(0.16);
    if matches!(look.clothes, Clothes::Hoodie) {
        canvas.ellipse(50.0, 78.0, 25.0, 10.5, cloth.darker(0.2));
    }
    canvas.shape(neck_shadow, |path| {
        path.move_to(42.5, 56.0);
        path.line_to(57.5, 56.0);
        path.line_to(58.2, 77.0);
        path.cubic_to(57.0, 83.0, 43.0, 83.0, 41.8, 77.0);
        path.close();
    });
    shoulders(canvas, cloth);
    match look.clothes {
        Clothes::Crew => {
            canvas.ellipse(50.0, 74.2, 10.6, 6.4, cloth.darker(0.2));
            canvas.ellipse(50.0, 73.2, 9.2, 5.8, neck_shadow);
        }
        Clothes::VNeck => {
            canvas.shape(cloth.darker(0.2), |path| triangle(path, 11.4, 70.0, 92.0));
            canvas.shape(neck_shadow, |path| triangle(path, 9.8, 70.0, 89.0));
        }
        Clothes::Shirt => {
            canvas.shape(neck_shadow, |path| triangle(path, 9.6, 70.0, 84.0));
            collar(canvas, cloth.lighter(0.2));
            canvas.line(0.7, cloth.darker(0.25), |path| {
                path.move_to(50.0, 84.5);
                path.line_to(50.0, 102.0);
            });
            for y in [89.5, 96.5] {
                canvas.circle(52.0, y, 0.85, cloth.darker(0.25));
            }
        }
        Clothes::Blazer => {
            canvas.shape(PAPER, |path| triangle(path, 14.0, 71.0, 104.0));
            canvas.shape(neck_shadow, |path| triangle(path, 9.2, 70.0, 82.5));
            collar(canvas, PAPER.darker(0.06));
            lapels(canvas, cloth.darker(0.18));
        }
        Clothes::Turtleneck => {
            canvas.shape(cloth.darker(0.12), |path| {
                path.move_to(40.4, 69.0);
                path.cubic_to(45.0, 72.0, 55.0, 72.0, 59.6, 69.0);
                path.line_to(61.4, 79.0);
                path.cubic_to(55.0, 83.0, 45.0, 83.0, 38.6, 79.0);
                path.close();
            });
        }
        Clothes::Hoodie => {
            canvas.ellipse(50.0, 75.6, 13.4, 8.2, cloth.darker(0.24));
            canvas.ellipse(50.0, 73.6, 9.6, 6.0, neck_shadow);
            for x in [44.4, 55.6] {
                canvas.line(1.2, PAPER, |path| {
                    path.move_to(x, 82.2);
                    path.line_to(x, 91.0);
                });
            }
        }
    }
}

fn shoulders(canvas: &mut Canvas, cloth: Ink) {
    canvas.shape(cloth, |path| {
        path.move_to(9.0, 102.0);
        path.cubic_to(10.0, 85.0, 20.0, 79.5, 40.5, 73.5);
        path.cubic_to(44.0, 79.0, 56.0, 79.0, 59.5, 73.5);
        path.cubic_to(80.0, 79.5, 90.0, 85.0, 91.0, 102.0);
        path.close();
    });
}

/// A downward triangle around the middle.
fn triangle(path: &mut tiny_skia::PathBuilder, half_width: f32, top: f32, tip: f32) {
    path.move_to(50.0 - half_width, top);
    path.line_to(50.0 + half_width, top);
    path.line_to(50.0, tip);
    path.close();
}

fn collar(canvas: &mut Canvas, ink: Ink) {
    for side in [-1.0, 1.0] {
        canvas.shape(ink, |path| {
            path.move_to(50.0 + side * 8.6, 70.0);
            path.line_to(50.0 + side * 13.0, 74.6);
            path.line_to(50.0 + side * 7.4, 86.0);
            path.line_to(50.0, 82.6);
            path.close();
        });
    }
}

fn lapels(canvas: &mut Canvas, ink: Ink) {
    for side in [-1.0, 1.0] {
        canvas.shape(ink, |path| {
            path.move_to(50.0 + side * 12.6, 73.8);
            path.line_to(50.0 + side * 23.5, 84.0);
            path.line_to(50.0 + side * 18.0, 87.5);
            path.line_to(50.0 + side * 20.0, 90.5);
            path.line_to(50.0 + side * 2.0, 103.0);
            path.close();
        });
    }
}

fn head(canvas: &mut Canvas, look: &Look) {
    let skin = look.skin;
    if look.style.shows_ears() {
        for side in [-1.0, 1.0] {
            canvas.ellipse(50.0 + side * 16.0, 47.0, 3.0, 4.2, skin.darker(0.1));
        }
    }
    canvas.shape(skin, |path| {
        path.move_to(34.0, 42.0);
        path.cubic_to(34.0, 21.0, 66.0, 21.0, 66.0, 42.0);
        path.cubic_to(66.0, 57.0, 58.5, 65.5, 50.0, 65.5);
        path.cubic_to(41.5, 65.5, 34.0, 57.0, 34.0, 42.0);
        path.close();
    });
    if look.has_beard {
        beard(canvas, look.hair);
    } else {
        let blush = skin.mix(Ink(0xe0604c), 0.2);
        canvas.ellipse(41.0, 51.8, 3.4, 2.6, blush);
        canvas.ellipse(59.0, 51.8, 3.4, 2.6, blush);
    }
    let brow = look.hair.mix(skin.darker(0.5), 0.45);
    for side in [-1.0, 1.0] {
        canvas.line(1.4, brow, |path| {
            path.move_to(50.0 + side * 9.4, 41.2);
            path.quad_to(50.0 + side * 6.6, 39.3, 50.0 + side * 4.0, 40.8);
        });
        canvas.ellipse(50.0 + side * 6.6, 45.4, 1.45, 1.85, LINE);
    }
    canvas.line(1.2, skin.darker(0.24), |path| {
        path.move_to(50.2, 46.5);
        path.cubic_to(51.8, 49.0, 52.4, 51.2, 49.6, 51.4);
    });
    canvas.line(1.5, skin.mix(Ink(0x8c2f36), 0.62), |path| {
        path.move_to(45.6, 56.2);
        path.quad_to(50.0, 60.0, 54.4, 56.2);
    });
    if look.has_earrings {
        for side in [-1.0, 1.0] {
            canvas.circle(50.0 + side * 16.4, 52.6, 1.4, look.scheme.accent);
        }
    }
}

fn beard(canvas: &mut Canvas, hair: Ink) {
    canvas.shape(hair, |path| {
        path.move_to(33.9, 43.0);
        path.cubic_to(33.6, 60.0, 41.5, 68.6, 50.0, 68.6);
        path.cubic_to(58.5, 68.6, 66.4, 60.0, 66.1, 43.0);
        path.cubic_to(64.8, 51.0, 61.0, 53.8, 56.4, 53.6);
        path.cubic_to(53.0, 52.4, 47.0, 52.4, 43.6, 53.6);
        path.cubic_to(39.0, 53.8, 35.2, 51.0, 33.9, 43.0);
        path.close();
    });
}

fn glasses(canvas: &mut Canvas, skin: Ink) {
    let frame = if skin == palette::SKIN[5] {
        PAPER.darker(0.2)
    } else {
        LINE
    };
    for side in [-1.0, 1.0] {
        canvas.ring(50.0 + side * 6.7, 45.6, 4.9, 1.1, frame);
        canvas.line(1.1, frame, |path| {
            path.move_to(50.0 + side * 11.6, 45.0);
            path.line_to(50.0 + side * 15.6, 44.0);
        });
    }
    canvas.line(1.1, frame, |path| {
        path.move_to(48.2, 45.0);
        path.quad_to(50.0, 43.8, 51.8, 45.0);
    });
}
