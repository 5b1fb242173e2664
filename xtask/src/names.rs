//! Gives the wasm's imports and exports short names, in the module and in its JavaScript alike, and
//! takes out of the JavaScript what the module doesn't import any more.
//!
//! wasm-bindgen names each import after what it does and a hash, so that modules can be linked. In
//! a finished module nobody reads them, and hashes don't compress: 50 of them, in both files, are
//! a kilobyte of every download.

use std::convert::Infallible;

use anyhow::{Context, Result, bail};
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{ExportSectionReader, ImportSectionReader, Parser};

/// The module's name for itself in wasm-bindgen's glue.
const MODULE: &str = "./phone_profile_bg.js";
/// How the glue calls what the module exports.
const EXPORTS: &str = "wasm.";
/// Looked for by name in developers' tools.
const MEMORY: &str = "memory";

/// The module and its glue with short names.
pub fn shorten(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut renaming = Renaming::default();
    let mut module = Module::new();
    renaming
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .context("writing the wasm anew")?;
    let mut glue = without_unused(glue, &renaming.imports);
    for (long, short) in &renaming.imports {
        glue = replace_word(&glue, "", long, short)?;
    }
    for (long, short) in &renaming.exports {
        // Not all are called from JavaScript.
        if glue.contains(&format!("{EXPORTS}{long}")) {
            glue = replace_word(&glue, EXPORTS, long, short)?;
        }
    }
    Ok((module.finish(), glue))
}

/// Long names and short ones.
#[derive(Default)]
struct Renaming {
    imports: Vec<(String, String)>,
    exports: Vec<(String, String)>,
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
            if import.module == MODULE {
                let short = short_name(index);
                imports.import(import.module, &short, ty);
                self.imports.push((import.name.to_owned(), short));
            } else {
                // Another module's functions have the names that it gives them. Where that is one
                // of the shell's, it lies beside the glue.
                let file = import.module.split_once("/static/shell/");
                let beside = file.map(|(_, file)| format!("./{file}"));
                let module = beside.as_deref().unwrap_or(import.module);
                imports.import(module, import.name, ty);
            }
        }
        Ok(())
    }

    /// Names, producers and features are for tools, which have done their work.
    fn parse_custom_section(
        &mut self,
        _: &mut Module,
        _: wasmparser::CustomSectionReader<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        for (index, export) in section.into_iter().enumerate() {
            let export = export?;
            let kind = self.export_kind(export.kind)?;
            let item = self.external_index(export.kind, export.index)?;
            if export.name == MEMORY {
                exports.export(export.name, kind, item);
            } else {
                let short = short_name(index);
                exports.export(&short, kind, item);
                self.exports.push((export.name.to_owned(), short));
            }
        }
        Ok(())
    }
}

/// The glue without functions that wasm-bindgen has made for imports which wasm-opt took out.
fn without_unused(glue: &str, imports: &[(String, String)]) -> String {
    const END: &str = "\n        },\n";
    let mut out = String::with_capacity(glue.len());
    let mut rest = glue;
    while let Some((before, after)) = rest.split_once("\n        __wb") {
        let Some((entry, left)) = after.split_once(END) else {
            break;
        };
        let name = entry.split_once(':').map_or(entry, |(name, _)| name);
        out.push_str(before);
        if imports
            .iter()
            .any(|(known, _)| known.strip_prefix("__wb") == Some(name))
        {
            out.push_str("\n        __wb");
            out.push_str(entry);
            out.push_str("\n        },");
        }
        // The line's end belongs to what comes next.
        rest = glue.get(glue.len() - left.len() - 1..).unwrap_or(left);
    }
    out.push_str(rest);
    out
}

/// `$a`, `$b`, … `$a0`, … – nothing in wasm-bindgen's glue begins with a dollar sign.
fn short_name(index: usize) -> String {
    let letter = char::from(b'a' + (index % 26) as u8);
    match index / 26 {
        0 => format!("${letter}"),
        more => format!("${letter}{}", more - 1),
    }
}

/// Replaces a name where it stands as a whole word after that prefix; it has to be there.
fn replace_word(text: &str, prefix: &str, word: &str, other: &str) -> Result<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let wanted = [prefix, word].concat();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut found = false;
    while let Some((before, after)) = rest.split_once(&wanted) {
        let whole = !before.ends_with(is_part) && !after.starts_with(is_part);
        out.push_str(before);
        out.push_str(prefix);
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

    use wasm_encoder::{
        CodeSection, EntityType, ExportKind, Function, FunctionSection, MemorySection, MemoryType,
        TypeSection,
    };

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
    fn given_exports_when_shortened_then_calls_of_them_follow_and_the_memory_keeps_its_name() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let with = |name: &str| {
            let mut exports = ExportSection::new();
            exports.export("memory", ExportKind::Memory, 0);
            exports.export(name, ExportKind::Func, 0);
            let mut code = CodeSection::new();
            let mut body = Function::new([]);
            body.instructions().end();
            code.function(&body);
            let mut module = Module::new();
            module
                .section(&types)
                .section(&functions)
                .section(&memories)
                .section(&exports)
                .section(&code);
            module.finish()
        };
        let glue = "export function lookup() { wasm.lookup(); wasm.lookup_abort(wasm.memory); }";
        let (wasm, glue) = shorten(&with("lookup"), glue).unwrap();
        assert_eq!(wasm, with("$b"));
        assert_eq!(
            glue,
            "export function lookup() { wasm.$b(); wasm.lookup_abort(wasm.memory); }"
        );
    }

    #[test]
    fn given_functions_for_imports_that_are_gone_when_shortened_then_the_glue_loses_them() {
        let glue = "x = {\n        __wbg_a_1: function() {\n            return 1;\n        },\n        \
            __wbg_b_2: function() {\n            b;\n        },\n        __wbg_c_3: function() {\n            \
            c;\n        },\n    };";
        let known = [("__wbg_c_3".to_owned(), "$a".to_owned())];
        assert_eq!(
            without_unused(glue, &known),
            "x = {\n        __wbg_c_3: function() {\n            c;\n        },\n    };"
        );
        assert_eq!(without_unused("no imports", &known), "no imports");
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
