//! Draws a contact sheet of demo portraits, to look at them together:
//! `cargo run --release -p phone-profile-gateway --example portrait_sheet -- sheet.jpg`.

use std::{error::Error, fs, time::Instant};

use jpeg_encoder::{ColorType, Encoder};
use phone_profile_gateway::{
    Digits,
    portrait::{self, Subject},
};

const COLUMNS: usize = 8;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "sheet.jpg".to_owned());
    let side: u16 = std::env::args()
        .nth(2)
        .map_or(Ok(160), |side| side.parse())?;
    let rows: usize = std::env::args().nth(3).map_or(Ok(7), |rows| rows.parse())?;
    let side_usize = usize::from(side);
    let (width, height) = (COLUMNS * side_usize, rows * side_usize);
    let mut sheet = vec![255; width * height * 3];
    for cell in 0..COLUMNS * rows {
        let subject = if cell / COLUMNS >= rows - rows.div_ceil(4) {
            Subject::Shop
        } else if cell % 2 == 0 {
            Subject::Man
        } else {
            Subject::Woman
        };
        let number = Digits::parse(&format!("131055501{cell:02}"))?;
        let bytes = portrait::jpeg(&number, subject, side).ok_or("no picture")?;
        let pixels = image::load_from_memory(&bytes)?.into_rgb8().into_raw();
        let (left, top) = (cell % COLUMNS * side_usize, cell / COLUMNS * side_usize);
        for (row, line) in pixels.chunks_exact(side_usize * 3).enumerate() {
            let start = ((top + row) * width + left) * 3;
            if let Some(target) = sheet.get_mut(start..start + line.len()) {
                target.copy_from_slice(line);
            }
        }
    }
    let mut bytes = Vec::new();
    Encoder::new(&mut bytes, 92).encode(
        &sheet,
        u16::try_from(width)?,
        u16::try_from(height)?,
        ColorType::Rgb,
    )?;
    fs::write(&path, bytes)?;

    let started = Instant::now();
    let number = Digits::parse("13105550123")?;
    let full = portrait::jpeg(&number, Subject::Woman, 640).ok_or("no picture")?;
    println!(
        "{path}; one 640×640: {:?}, {} bytes",
        started.elapsed(),
        full.len()
    );
    Ok(())
}
