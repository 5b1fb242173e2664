//! Gives the wasm's imports short names, in the module and in its JavaScript alike.
//!
//! wasm-bindgen names each import after what it does and a hash, so that modules can be linked. In
//! a finished module nobody reads them, and hashes don't compress: 150 of them, in both files, are
//! three kilobytes of every download.

use std::convert::Infallible;

use anyhow::{Context, Result, bail};
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{ImportSection, Module};
use wasmparser::{ImportSectionReader, Parser};

/// The module's name for itself in wasm-bindgen's glue.
const MODULE: &str = "./phone_profile_bg.js";

/// The module and its glue with short names.
pub fn shorten(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut renaming = Renaming::default();
    let mut module = Module::new();
    renaming
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .context("writing the wasm anew")?;
    let mut glue = glue.to_owned();
    for (long, short) in &renaming.renamed {
        glue = replace_word(&glue, long, short)?;
    }
    Ok((module.finish(), glue))
}

/// Long names and short ones.
#[derive(Default)]
struct Renaming {
    renamed: Vec<(String, String)>,
}

impl Reencode for Renaming {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        for (index, import) in section.into_imports().enumerate() {
            let import = import?;
            let ty = self.entity_type(import.ty)?;
            // Glue for other modules than its own isn't ours to rename.
            if import.module == MODULE {
                let short = short_name(index);
                imports.import(import.module, &short, ty);
                self.renamed.push((import.name.to_owned(), short));
            } else {
                imports.import(import.module, import.name, ty);
            }
        }
        Ok(())
    }
}

/// `$a`, `$b`, … `$a0`, … – nothing in wasm-bindgen's glue begins with a dollar sign.
fn short_name(index: usize) -> String {
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use wasm_encoder::{EntityType, TypeSection};

    use super::*;

    /// A module that imports a function of each name.
    fn module(names: [(&str, &str); 3]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for (module, name) in names {
            imports.import(module, name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.finish()
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
            assert!(shorten(bytes, "").is_err());
        }
    }

    #[test]
    fn given_many_imports_when_named_then_no_two_names_are_alike() {
        let names: std::collections::BTreeSet<_> = (0..1000).map(short_name).collect();
        assert_eq!(names.len(), 1000);
    }
}
