//! A square drawing surface measured 0–100 from the top left, whatever its pixels.

use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, Transform,
};

/// An opaque sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ink(pub(super) u32);

impl Ink {
    fn channels(self) -> [u8; 3] {
        let [_, red, green, blue] = self.0.to_be_bytes();
        [red, green, blue]
    }

    /// Towards another colour by `share` in 0–1.
    pub(super) fn mix(self, other: Self, share: f32) -> Self {
        let (from, to) = (self.channels(), other.channels());
        let mut mixed = 0;
        for (from, to) in from.into_iter().zip(to) {
            let channel = f32::from(from) + (f32::from(to) - f32::from(from)) * share;
            // In 0–255 by construction.
            mixed = mixed << 8 | u32::from(channel.round() as u8);
        }
        Self(mixed)
    }

    pub(super) fn darker(self, share: f32) -> Self {
        self.mix(Self(0x1a_1423), share)
    }

    pub(super) fn lighter(self, share: f32) -> Self {
        self.mix(Self(0xff_ffff), share)
    }
}

pub(super) struct Canvas {
    pixmap: Pixmap,
    scale: Transform,
}

impl Canvas {
    pub(super) fn new(pixels: u16) -> Option<Self> {
        let scale = f32::from(pixels) / 100.0;
        Some(Self {
            pixmap: Pixmap::new(u32::from(pixels), u32::from(pixels))?,
            scale: Transform::from_scale(scale, scale),
        })
    }

    pub(super) fn background(&mut self, ink: Ink) {
        let [red, green, blue] = ink.channels();
        self.pixmap.fill(Color::from_rgba8(red, green, blue, 255));
    }

    pub(super) fn ellipse(&mut self, x: f32, y: f32, rx: f32, ry: f32, ink: Ink) {
        if let Some(path) = ellipse(x, y, rx, ry) {
            self.fill(&path, ink);
        }
    }

    pub(super) fn circle(&mut self, x: f32, y: f32, radius: f32, ink: Ink) {
        self.ellipse(x, y, radius, radius, ink);
    }

    pub(super) fn ring(&mut self, x: f32, y: f32, radius: f32, width: f32, ink: Ink) {
        if let Some(path) = ellipse(x, y, radius, radius) {
            self.stroke(&path, width, ink);
        }
    }

    pub(super) fn rect(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink) {
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            self.fill(&PathBuilder::from_rect(rect), ink);
        }
    }

    /// Fills what `build` outlines.
    pub(super) fn shape(&mut self, ink: Ink, build: impl FnOnce(&mut PathBuilder)) {
        if let Some(path) = outline(build) {
            self.fill(&path, ink);
        }
    }

    /// Draws along what `build` outlines, with round ends.
    pub(super) fn line(&mut self, width: f32, ink: Ink, build: impl FnOnce(&mut PathBuilder)) {
        if let Some(path) = outline(build) {
            self.stroke(&path, width, ink);
        }
    }

    fn fill(&mut self, path: &Path, ink: Ink) {
        self.pixmap
            .fill_path(path, &paint(ink), FillRule::Winding, self.scale, None);
    }

    fn stroke(&mut self, path: &Path, width: f32, ink: Ink) {
        let stroke = Stroke {
            width,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        self.pixmap
            .stroke_path(path, &paint(ink), &stroke, self.scale, None);
    }

    /// Rows of red, green, blue.
    pub(super) fn rgb(&self) -> Vec<u8> {
        self.pixmap
            .pixels()
            .iter()
            .flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()])
            .collect()
    }
}

fn outline(build: impl FnOnce(&mut PathBuilder)) -> Option<Path> {
    let mut builder = PathBuilder::new();
    build(&mut builder);
    builder.finish()
}

fn ellipse(x: f32, y: f32, rx: f32, ry: f32) -> Option<Path> {
    Rect::from_xywh(x - rx, y - ry, rx * 2.0, ry * 2.0).and_then(PathBuilder::from_oval)
}

fn paint(ink: Ink) -> Paint<'static> {
    let [red, green, blue] = ink.channels();
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, 255);
    paint.anti_alias = true;
    paint
}
