//! Takes out of the kit's wasm what Yew brings along and the card never runs.
//!
//! Yew decides while it runs whether a node has listeners, is a portal, waits for a suspension or is
//! raw HTML, so the compiler keeps the code for all of them. The card has none of the four: it
//! listens at its root (`src/card/events.rs`) and is made of elements and text. What stands here
//! becomes a trap, and with it goes, in wasm-bindgen and wasm-opt, all that only it has called. A
//! card that ran into one would end with `wasm-load`, like one whose wasm stops for another reason.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::env;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{CodeSection, DataSection, Function, Module};
use wasmparser::{
    Data, DataKind, FunctionBody, KnownCustom, Name, Operator, Parser, Payload, TypeRef,
};

use crate::project::Project;
use crate::script::{self, quoted_path};

/// The task of xtask that does it.
pub const TASK: &str = "take-out-unused-code";

/// Functions, by the beginnings of their names. Only such whose code can be that of no other
/// function: identical ones are merged, and then bear the name of any of them.
const UNUSED: [&str; 24] = [
    // Virtual elements, texts, lists and components
    "<yew::virtual_dom::vlist::VList as yew::dom_bundle::traits::Reconcilable>::",
    "<yew::virtual_dom::vtag::VTag as yew::dom_bundle::traits::Reconcilable>::",
    "<yew::virtual_dom::vcomp::VComp as yew::dom_bundle::traits::Reconcilable>::",
    "<yew::virtual_dom::vtext::VText as yew::dom_bundle::traits::Reconcilable>::",
    "<alloc::rc::Rc<yew::virtual_dom::vtag::VTag> as yew::utils::RcExt<yew::virtual_dom::vtag::VTag>>::unwrap_or_clone",
    "<alloc::rc::Rc<yew::virtual_dom::vlist::VList> as yew::utils::RcExt<yew::virtual_dom::vlist::VList>>::unwrap_or_clone",
    "<alloc::rc::Rc<yew::virtual_dom::vcomp::VComp> as yew::utils::RcExt<yew::virtual_dom::vcomp::VComp>>::unwrap_or_clone",
    "<yew::dom_bundle::bnode::BNode as yew::dom_bundle::traits::ReconcileTarget>::shift",
    "<yew::dom_bundle::blist::BList>::apply_unkeyed",
    "<yew::virtual_dom::Attributes>::apply_diff_as_maps",
    "<yew::virtual_dom::Attributes>::set",
    "<yew::virtual_dom::Attributes>::remove",
    // Listeners
    "<yew::dom_bundle::subtree_root::SubtreeData>::add_listener",
    "<yew::dom_bundle::subtree_root::BSubtree>::ensure_handled",
    "<yew::dom_bundle::btag::listeners::ListenerRegistration>::register",
    "<yew::dom_bundle::btag::listeners::Registry>::unregister",
    // Raw HTML
    "<yew::virtual_dom::vraw::VRaw as yew::dom_bundle::traits::Reconcilable>::",
    "<yew::dom_bundle::braw::BRaw>::detach_bundle",
    // Portals
    "<yew::virtual_dom::vportal::VPortal as yew::dom_bundle::traits::Reconcilable>::",
    // Suspense
    "<yew::virtual_dom::vsuspense::VSuspense as yew::dom_bundle::traits::Reconcilable>::",
    "<alloc::rc::Rc<yew::virtual_dom::vportal::VPortal> as yew::utils::RcExt<yew::virtual_dom::vportal::VPortal>>::unwrap_or_clone",
    "<alloc::rc::Rc<yew::virtual_dom::vsuspense::VSuspense> as yew::utils::RcExt<yew::virtual_dom::vsuspense::VSuspense>>::unwrap_or_clone",
    "<yew::html::component::scope::AnyScope>::find_parent_scope::<yew::suspense::component::feat_csr_ssr::BaseSuspense>",
    "<yew::html::component::scope::Scope<yew::suspense::component::feat_csr_ssr::BaseSuspense>>::send_message",
];

/// Texts that only such functions read: the names of all events that Yew knows, one after the other.
/// They are data, which no tool can tell is unused.
const UNUSED_TEXTS: [(&str, &str); 1] = [("onabortonauxclick", "ontransitionstart")];

/// A directory whose wasm-bindgen first takes it out of the kit's module.
pub fn wasm_bindgen_dir(project: &Project, wasm_bindgen: &Path) -> Result<PathBuf> {
    let xtask = env::current_exe().context("the path of this program")?;
    script::write(
        project,
        "wasm-bindgen",
        &wrapper(&xtask, &wasm_bindgen.join("wasm-bindgen")),
    )
}

fn wrapper(xtask: &Path, wasm_bindgen: &Path) -> String {
    format!(
        "# The kit's module loses the code that it never runs, all else is as usual.\n\
         for file; do\n  case \"$file\" in */phone_profile.wasm)\n    {} {TASK} \"$file\" || exit ;;\n  esac\n\
         done\nexec {} \"$@\"\n",
        quoted_path(xtask),
        quoted_path(wasm_bindgen)
    )
}

/// Takes it out of a module as the compiler has written it, before wasm-bindgen.
pub fn run(file: &Path) -> Result<()> {
    let wasm = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let (wasm, found) = without(&wasm, &UNUSED)?;
    if found == 0 {
        bail!(
            "{} has none of the functions that it should do without: Yew has changed, or the \
             names are gone",
            file.display()
        );
    }
    fs::write(file, wasm).with_context(|| format!("writing {}", file.display()))
}

/// The module with traps for those functions, and how many there were.
fn without(wasm: &[u8], unused: &[&str]) -> Result<(Vec<u8>, usize)> {
    let mut traps = Traps {
        functions: functions(wasm, unused)?,
        next: 0,
        texts: texts(wasm)?,
    };
    let mut module = Module::new();
    traps
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .context("writing the wasm anew")?;
    Ok((module.finish(), traps.functions.len()))
}

/// Where in the code section those functions are.
fn functions(wasm: &[u8], unused: &[&str]) -> Result<BTreeSet<u32>> {
    let mut imported = 0;
    let mut found = BTreeSet::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Name(section) = section.as_known() else {
                    continue;
                };
                for name in section {
                    let Name::Function(names) = name? else {
                        continue;
                    };
                    for name in names {
                        let name = name?;
                        let readable = format!("{:#}", rustc_demangle::demangle(name.name));
                        if unused.iter().any(|unused| readable.starts_with(unused)) {
                            // Imports have names as well, and come first.
                            found.extend(name.index.checked_sub(imported));
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

struct Traps {
    functions: BTreeSet<u32>,
    next: u32,
    /// Where in memory the unused texts lie.
    texts: Vec<Range<u32>>,
}

impl Reencode for Traps {
    type Error = Infallible;

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        let index = self.next;
        self.next += 1;
        if !self.functions.contains(&index) {
            code.raw(body.as_bytes());
            return Ok(());
        }
        let mut trap = Function::new([]);
        trap.instructions().unreachable().end();
        code.function(&trap);
        Ok(())
    }

    fn parse_data(
        &mut self,
        section: &mut DataSection,
        data: Data<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        let mut bytes = data.data.to_vec();
        if let Some(address) = address(&data) {
            blank(&mut bytes, address, &self.texts);
        }
        let data = Data {
            kind: data.kind,
            data: &bytes,
            range: data.range,
        };
        reencode::utils::parse_data(self, section, data)
    }
}

/// Where a segment lies in memory.
fn address(data: &Data<'_>) -> Option<u32> {
    let DataKind::Active { offset_expr, .. } = &data.kind else {
        return None;
    };
    match offset_expr.get_operators_reader().read().ok()? {
        Operator::I32Const { value } => u32::try_from(value).ok(),
        _ => None,
    }
}

/// Where the unused texts lie in memory.
fn texts(wasm: &[u8]) -> Result<Vec<Range<u32>>> {
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::DataSection(section) = payload? {
            for data in section {
                let data = data?;
                let ranges = UNUSED_TEXTS.iter().filter_map(|(start, end)| {
                    let from = position(data.data, start)?;
                    let length = position(data.data.get(from..)?, end)? + end.len();
                    let from = address(&data)? + u32::try_from(from).ok()?;
                    Some(from..from + u32::try_from(length).ok()?)
                });
                found.extend(ranges);
            }
        }
    }
    Ok(found)
}

fn position(data: &[u8], text: &str) -> Option<usize> {
    data.windows(text.len())
        .position(|window| window == text.as_bytes())
}

/// Puts zeros, of which a thousand take a byte, in place of the texts in a segment, and of the
/// addresses that lead to them.
fn blank(data: &mut [u8], address: u32, texts: &[Range<u32>]) {
    let aligned = address.next_multiple_of(4) - address;
    for word in data
        .get_mut(aligned as usize..)
        .unwrap_or_default()
        .chunks_exact_mut(4)
    {
        let value = word
            .iter()
            .rev()
            .fold(0, |value, byte| value << 8 | u32::from(*byte));
        if texts.iter().any(|text| text.contains(&value)) {
            word.fill(0);
        }
    }
    for text in texts {
        let at = |place: u32| place.checked_sub(address).map(|at| at as usize);
        if let (Some(from), Some(to)) = (at(text.start), at(text.end))
            && let Some(unused) = data.get_mut(from..to)
        {
            unused.fill(0);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use wasm_encoder::{
        EntityType, FunctionSection, ImportSection, NameMap, NameSection, TypeSection,
    };

    use super::*;

    /// One imported function, then one function for each name; all do nothing.
    fn module(names: &[&str]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("env", "imported", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        let mut map = NameMap::new();
        map.append(0, names[0]);
        for (index, name) in names.iter().enumerate() {
            functions.function(0);
            let mut body = Function::new([]);
            body.instructions().nop().end();
            code.function(&body);
            map.append(index as u32 + 1, name);
        }
        let mut section = NameSection::new();
        section.functions(&map);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&code)
            .section(&section);
        module.finish()
    }

    /// The first instruction of each function.
    fn opcodes(wasm: &[u8]) -> Vec<u8> {
        let bodies = Parser::new(0)
            .parse_all(wasm)
            .filter_map(|payload| match payload.unwrap() {
                Payload::CodeSectionEntry(body) => Some(body.as_bytes()[1]),
                _ => None,
            });
        bodies.collect()
    }

    const NOP: u8 = 0x01;
    const UNREACHABLE: u8 = 0x00;

    #[test]
    fn given_names_when_taken_out_then_those_functions_trap_and_the_others_stay() {
        let wasm = module(&[
            "card::draw",
            "yew::listen",
            "yew::listen::{closure#0}",
            "yew::list",
        ]);
        let (wasm, found) = without(&wasm, &["yew::listen"]).unwrap();
        assert_eq!(found, 2);
        assert_eq!(opcodes(&wasm), [NOP, UNREACHABLE, UNREACHABLE, NOP]);
    }

    #[test]
    fn given_a_mangled_name_when_taken_out_then_it_is_known_by_what_it_means() {
        let wasm = module(&["_RNvMs_NtCs4DqB9eUNKHe_3yew10dom_bundleNtB4_8BSubtree6handle"]);
        let (_, found) = without(&wasm, &["<yew::dom_bundle::BSubtree>::handle"]).unwrap();
        assert_eq!(found, 1);
    }

    #[test]
    fn given_a_module_already_without_them_when_taken_out_then_it_stays_as_it_is() {
        let wasm = module(&["yew::listen", "card::draw"]);
        let (once, _) = without(&wasm, &["yew::listen"]).unwrap();
        let (twice, _) = without(&once, &["yew::listen"]).unwrap();
        assert_eq!(once, twice);
    }

    #[test]
    fn given_something_else_than_a_module_when_taken_out_then_it_fails_and_does_not_panic() {
        for bytes in [&b""[..], b"\0asm", b"<html>", b"\0asm\x01\0\0\0\x0a\xff"] {
            assert!(without(bytes, &["yew"]).is_err());
        }
    }

    #[test]
    fn given_texts_that_nothing_reads_when_taken_out_then_they_and_their_addresses_are_zeros() {
        let text = b"on a onabortonauxclick onblur ontransitionstart!";
        let mut data = Vec::from(text);
        for word in [1029_u32, 1028, 1070, 1071] {
            data.extend(word.to_le_bytes());
        }
        let wasm = {
            let mut section = DataSection::new();
            section.active(0, &wasm_encoder::ConstExpr::i32_const(1024), data.clone());
            let mut memories = wasm_encoder::MemorySection::new();
            memories.memory(wasm_encoder::MemoryType {
                minimum: 1,
                maximum: None,
                memory64: false,
                shared: false,
                page_size_log2: None,
            });
            let mut module = Module::new();
            module.section(&memories).section(&section);
            module.finish()
        };
        assert_eq!(texts(&wasm).unwrap().first(), Some(&(1029..1071)));
        blank(&mut data, 1024, &texts(&wasm).unwrap());
        let mut expected = Vec::from(text);
        expected[5..47].fill(0);
        for word in [0_u32, 1028, 0, 1071] {
            expected.extend(word.to_le_bytes());
        }
        assert_eq!(data, expected);
    }

    #[cfg(unix)]
    #[test]
    fn given_the_kits_module_when_wasm_bindgen_is_called_then_the_code_is_taken_out_before() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str, body: &str| script::tests::program(dir.path(), name, body);
        let xtask = at("xtask", "echo xtask \"$@\"\n");
        let real = at("real", "echo wasm-bindgen \"$@\"\n");
        let wrapped = at("wrapped", &wrapper(&xtask, &real));
        let output = |file: &str| {
            let mut command = std::process::Command::new(&wrapped);
            crate::process::output(command.args(["--target=web", file])).unwrap()
        };
        assert_eq!(
            output("a b/phone_profile.wasm"),
            "xtask take-out-unused-code a b/phone_profile.wasm\n\
             wasm-bindgen --target=web a b/phone_profile.wasm\n"
        );
        assert_eq!(
            output("b/page.wasm"),
            "wasm-bindgen --target=web b/page.wasm\n"
        );
    }

    #[test]
    fn given_a_module_of_another_kind_when_run_then_the_error_says_so() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("page.wasm");
        fs::write(&file, module(&["card::draw"])).unwrap();
        let error = run(&file).unwrap_err();
        assert!(error.to_string().contains("page.wasm"));
    }
}
