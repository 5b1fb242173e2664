//! One served file: its bytes in each encoding that made it smaller.

use std::io::Write;

use axum::http::HeaderValue;
use brotli::enc::BrotliEncoderParams;
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};

use super::{
    etag, mime,
    negotiate::{Encoding, Encodings},
};

/// Below this, headers outweigh what compression saves.
const WORTH_COMPRESSING: usize = 256;
/// Larger files take quality 9, so that starting stays quick.
const LARGE: usize = 1_000_000;
/// Brotli's best takes seconds in an unoptimised build, where nobody measures transfer sizes.
const QUALITY: i32 = if cfg!(debug_assertions) { 5 } else { 11 };
const QUALITY_OF_LARGE: i32 = if cfg!(debug_assertions) { 5 } else { 9 };

#[derive(Debug)]
pub(super) struct File {
    pub(super) content_type: &'static str,
    /// Never empty: the uncompressed bytes come first.
    plain: Variant,
    compressed: Vec<Variant>,
}

#[derive(Debug)]
pub(super) struct Variant {
    pub(super) encoding: Encoding,
    pub(super) bytes: Bytes,
    pub(super) etag: HeaderValue,
}

impl Variant {
    fn new(encoding: Encoding, bytes: Bytes, content: &[u8]) -> Option<Self> {
        Some(Self {
            encoding,
            bytes,
            etag: etag::of(content, encoding.etag_suffix())?,
        })
    }
}

impl File {
    /// `brotli` is what lies beside the file as `name.br`, made by a build step.
    pub(super) fn new(name: &str, content: Vec<u8>, brotli: Option<Vec<u8>>) -> Option<Self> {
        let kind = mime::kind(name);
        let mut compressed = Vec::new();
        if kind.compressible && content.len() >= WORTH_COMPRESSING {
            let candidates = [
                (Encoding::Brotli, brotli.or_else(|| to_brotli(&content))),
                (Encoding::Gzip, to_gzip(&content)),
            ];
            for (encoding, bytes) in candidates {
                if let Some(bytes) = bytes.filter(|bytes| bytes.len() < content.len()) {
                    compressed.push(Variant::new(encoding, Bytes::from(bytes), &content)?);
                }
            }
        }
        let content = Bytes::from(content);
        Some(Self {
            content_type: kind.content_type,
            plain: Variant::new(Encoding::Identity, content.clone(), &content)?,
            compressed,
        })
    }

    /// The variant that the client wants most; among equals the smallest.
    pub(super) fn best(&self, accepted: &Encodings) -> &Variant {
        let mut best = &self.plain;
        for variant in &self.compressed {
            let (wanted, so_far) = (
                accepted.weight(variant.encoding),
                accepted.weight(best.encoding),
            );
            let better =
                wanted > so_far || (wanted == so_far && variant.bytes.len() < best.bytes.len());
            if wanted > 0 && better {
                best = variant;
            }
        }
        best
    }
}

fn to_brotli(content: &[u8]) -> Option<Vec<u8>> {
    let quality = if content.len() > LARGE {
        QUALITY_OF_LARGE
    } else {
        QUALITY
    };
    let params = BrotliEncoderParams {
        quality,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &params).ok()?;
    Some(compressed)
}

fn to_gzip(content: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).ok()?;
    encoder.finish().ok()
}
