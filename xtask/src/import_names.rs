//! Gives the wasm's imports short names, in the module and in its JavaScript alike.
//!
//! wasm-bindgen names each import after what it does and a hash, so that modules can be linked. In
//! a finished module nobody reads them, and hashes don't compress: 150 of them, in both files, are
//! three kilobytes of every download.

use anyhow::{Context, Result, bail};

/// The module's name for itself in wasm-bindgen's glue.
const MODULE: &str = "./phone_profile_bg.js";
const IMPORT_SECTION: u8 = 2;
const HEADER: usize = 8;

/// The module and its glue with short names.
pub fn shorten(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut out = wasm.get(..HEADER).context("no wasm module")?.to_vec();
    let mut glue = glue.to_owned();
    let mut reader = Reader {
        bytes: wasm,
        at: HEADER,
    };
    while reader.at < wasm.len() {
        let id = reader.byte()?;
        let body = reader.sized()?;
        if id == IMPORT_SECTION {
            let (body, renamed) = imports(body)?;
            section(&mut out, id, &body);
            for (long, short) in renamed {
                glue = replace_word(&glue, &long, &short)?;
            }
        } else {
            section(&mut out, id, body);
        }
    }
    Ok((out, glue))
}

/// Long name and short one.
type Renamed = Vec<(String, String)>;

/// The import section with short names, and what was renamed to what.
fn imports(body: &[u8]) -> Result<(Vec<u8>, Renamed)> {
    let mut reader = Reader { bytes: body, at: 0 };
    let count = reader.number()?;
    let mut out = Vec::new();
    number(&mut out, count);
    let mut renamed = Vec::new();
    for index in 0..count {
        let module = reader.sized()?;
        let name = std::str::from_utf8(reader.sized()?)?.to_owned();
        let start = reader.at;
        reader.import_kind()?;
        let short = short_name(index);
        sized(&mut out, module);
        // Glue for other modules than its own isn't ours to rename.
        if module == MODULE.as_bytes() {
            sized(&mut out, short.as_bytes());
            renamed.push((name, short));
        } else {
            sized(&mut out, name.as_bytes());
        }
        out.extend_from_slice(body.get(start..reader.at).unwrap_or_default());
    }
    Ok((out, renamed))
}

/// `$a`, `$b`, … `$a0`, … – nothing in wasm-bindgen's glue begins with a dollar sign.
fn short_name(index: u32) -> String {
    let letter = char::from(b'a' + (index % 26) as u8);
    match index / 26 {
        0 => format!("${letter}"),
        more => format!("${letter}{}", more - 1),
    }
}

/// Replaces a name where it stands as a whole word; it has to be there.
fn replace_word(text: &str, word: &str, other: &str) -> Result<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut found = false;
    while let Some((before, after)) = rest.split_once(word) {
        let whole = !before.ends_with(is_part) && !after.starts_with(is_part);
        out.push_str(before);
        out.push_str(if whole { other } else { word });
        found |= whole;
        rest = after;
    }
    out.push_str(rest);
    if !found {
        bail!("the glue has no {word}: it is not of the same build as the wasm");
    }
    Ok(out)
}

fn section(out: &mut Vec<u8>, id: u8, body: &[u8]) {
    out.push(id);
    sized(out, body);
}

fn sized(out: &mut Vec<u8>, bytes: &[u8]) {
    number(out, bytes.len() as u32);
    out.extend_from_slice(bytes);
}

/// LEB128, as all numbers in wasm.
fn number(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8> {
        let byte = *self.bytes.get(self.at).context("the wasm ends too early")?;
        self.at += 1;
        Ok(byte)
    }

    fn number(&mut self) -> Result<u32> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        bail!("a number in the wasm is too long")
    }

    fn sized(&mut self) -> Result<&'a [u8]> {
        let length = self.number()? as usize;
        let bytes = self
            .bytes
            .get(self.at..self.at + length)
            .context("the wasm ends too early")?;
        self.at += length;
        Ok(bytes)
    }

    fn limits(&mut self) -> Result<()> {
        let flags = self.byte()?;
        self.number()?;
        if flags & 1 != 0 {
            self.number()?;
        }
        Ok(())
    }

    /// What is imported: a function, table, memory, global or tag.
    fn import_kind(&mut self) -> Result<()> {
        match self.byte()? {
            0 => drop(self.number()?),
            1 => {
                self.byte()?;
                self.limits()?;
            }
            2 => self.limits()?,
            3 => {
                self.byte()?;
                self.byte()?;
            }
            4 => {
                self.byte()?;
                self.number()?;
            }
            kind => bail!("the wasm imports something of the unknown kind {kind}"),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// A module that imports two functions from its glue and one from elsewhere.
    fn module(names: [(&str, &str); 3]) -> Vec<u8> {
        let mut body = vec![3];
        for (module, name) in names {
            sized(&mut body, module.as_bytes());
            sized(&mut body, name.as_bytes());
            body.extend([0, 0]);
        }
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        section(&mut wasm, 1, &[1, 0x60, 0, 0]);
        section(&mut wasm, IMPORT_SECTION, &body);
        wasm
    }

    #[test]
    fn given_a_module_and_its_glue_when_shortened_then_both_have_the_same_short_names() {
        let wasm = module([
            (MODULE, "__wbg_new_1f"),
            ("env", "memory"),
            (MODULE, "__wbg_new_1f2"),
        ]);
        let glue = "const i = { __wbg_new_1f: () => 1, __wbg_new_1f2: () => 2 };";
        let (wasm, glue) = shorten(&wasm, glue).unwrap();
        assert_eq!(
            wasm,
            module([(MODULE, "$a"), ("env", "memory"), (MODULE, "$c")])
        );
        assert_eq!(glue, "const i = { $a: () => 1, $c: () => 2 };");
    }

    #[test]
    fn given_glue_of_another_build_when_shortened_then_it_fails() {
        let wasm = module([
            (MODULE, "__wbg_a_1"),
            (MODULE, "__wbg_b_2"),
            (MODULE, "__wbg_c_3"),
        ]);
        let error = shorten(&wasm, "{ __wbg_a_1: 0, __wbg_b_9: 0 }").unwrap_err();
        assert!(error.to_string().contains("__wbg_b_2"));
    }

    #[test]
    fn given_something_else_than_a_module_when_shortened_then_it_fails_and_does_not_panic() {
        for bytes in [
            &b""[..],
            b"\0asm",
            b"\0asm\x01\0\0\0\x02\xff",
            b"\0asm\x01\0\0\0\x02\x03\x01\x7f",
        ] {
            assert!(shorten(bytes, "").is_err() || bytes.len() == HEADER);
        }
    }

    #[test]
    fn given_many_imports_when_named_then_no_two_names_are_alike() {
        let names: std::collections::BTreeSet<_> = (0..1000).map(short_name).collect();
        assert_eq!(names.len(), 1000);
    }
}
