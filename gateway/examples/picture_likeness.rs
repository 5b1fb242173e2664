//! Measures how well hashes tell demo portraits apart, and how far copies of one are from each other:
//! `cargo run --release -p phone-profile-gateway --example picture_likeness -- 300`.

use std::{error::Error, time::Instant};

use image::{DynamicImage, ImageFormat, imageops::FilterType};
use jpeg_encoder::{ColorType, Encoder};
use phone_profile_gateway::{
    Digits,
    picture::{ImageType, PictureHash, SAME_WITHIN, hash},
    portrait::{self, Subject},
};

const MOST_PIXELS: u32 = 2_048;
const SUBJECTS: [Subject; 3] = [Subject::Woman, Subject::Man, Subject::Shop];

fn main() -> Result<(), Box<dyn Error>> {
    let count: usize = std::env::args()
        .nth(1)
        .map_or(Ok(75), |text| text.parse())?;
    let mut hashes = Vec::new();
    let mut farthest = [0; 5];
    let (mut took, mut decoded) = (std::time::Duration::ZERO, 0_u32);
    for at in 0..count {
        let number = Digits::parse(&format!("1310555{at:04}"))?;
        let subject = SUBJECTS.get(at % 3).copied().unwrap_or(Subject::Woman);
        let full = portrait::jpeg(&number, subject, 640).ok_or("no picture")?;
        let started = Instant::now();
        let original = hash(&full, ImageType::Jpeg, MOST_PIXELS)?;
        (took, decoded) = (took + started.elapsed(), decoded + 1);
        for (farthest, copy) in farthest.iter_mut().zip(copies(&number, subject, &full)?) {
            *farthest = original.distance(copy).max(*farthest);
        }
        hashes.push(original);
    }
    println!("640×640: {:?} each", took / decoded);
    println!(
        "farthest copy: drawn at 96, scaled to 200, JPEG of quality 40, brighter, cut by 3 %: {farthest:?}"
    );
    let mut by_distance = [0_u64; 65];
    for (at, one) in hashes.iter().enumerate() {
        for other in hashes.iter().skip(at + 1) {
            if let Some(pairs) = by_distance.get_mut(one.distance(*other) as usize) {
                *pairs += 1;
            }
        }
    }
    let pairs: u64 = by_distance.iter().sum();
    let mut within = 0;
    for (distance, found) in by_distance.iter().enumerate().take(17) {
        within += found;
        println!("pairs of different portraits within {distance:2} bits: {within} of {pairs}");
    }
    println!("the same is what differs in {SAME_WITHIN} bits at most");
    Ok(())
}

/// The hashes of what others may have made of a picture.
fn copies(
    number: &Digits,
    subject: Subject,
    full: &[u8],
) -> Result<[PictureHash; 5], Box<dyn Error>> {
    let of = |bytes: &[u8]| hash(bytes, ImageType::Jpeg, MOST_PIXELS);
    let picture = image::load_from_memory_with_format(full, ImageFormat::Jpeg)?;
    let thumb = portrait::jpeg(number, subject, 96).ok_or("no picture")?;
    Ok([
        of(&thumb)?,
        of(&encoded(
            &picture.resize_exact(200, 200, FilterType::Lanczos3),
            85,
        )?)?,
        of(&encoded(&picture, 40)?)?,
        of(&encoded(&picture.brighten(15), 85)?)?,
        of(&encoded(&picture.crop_imm(10, 10, 620, 620), 85)?)?,
    ])
}

fn encoded(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, Box<dyn Error>> {
    let (width, height) = (
        u16::try_from(picture.width())?,
        u16::try_from(picture.height())?,
    );
    let mut bytes = Vec::new();
    Encoder::new(&mut bytes, quality).encode(&picture.to_rgb8(), width, height, ColorType::Rgb)?;
    Ok(bytes)
}
