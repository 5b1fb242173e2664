//! Files of the person: read when they are dropped or chosen, and saved.

use js_sys::{Array, Uint8Array};
use phone_profile_contacts::file::Limits;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DataTransfer, Event, FileList, HtmlAnchorElement, HtmlInputElement, Url,
};

use crate::protocol::File;

/// How long a saved file's address is kept: Safari reads it after the click.
const SAVING_MS: u32 = 60_000;

/// The bytes of a file, or why there are none.
pub async fn read(file: &web_sys::File) -> Result<Vec<u8>, String> {
    let most = Limits::default().bytes;
    if file.size() > most as f64 {
        let (size, most) = (megabytes(file.size()), megabytes(most as f64));
        return Err(format!(
            "{} has {size} MB, and the workbench reads files of up to {most} MB. Split the list, or save it as CSV without pictures.",
            file.name()
        ));
    }
    let unread = || {
        format!(
            "{} couldn’t be read. If it was changed or moved meanwhile, choose it again.",
            file.name()
        )
    };
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(|_| unread())?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn megabytes(bytes: f64) -> f64 {
    (bytes / f64::from(1 << 20)).ceil()
}

/// The file that was chosen with a field, which can then choose the same again.
pub fn chosen(event: &Event) -> Option<web_sys::File> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = first(field.files());
    field.set_value("");
    file
}

/// The file that was dropped.
pub fn dropped(transfer: Option<DataTransfer>) -> Option<web_sys::File> {
    first(transfer?.files())
}

fn first(files: Option<FileList>) -> Option<web_sys::File> {
    files?.get(0)
}

/// Lets the person save a file, as a link would.
pub fn save(file: &File) {
    // Only a browser without blobs fails, and none of those runs WebAssembly.
    let _ = try_save(file);
}

fn try_save(file: &File) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(&file.media_type);
    let parts = Array::of1(&Uint8Array::from(file.bytes.as_slice()));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document());
    let document = document.ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(&file.name);
    link.click();
    gloo_timers::callback::Timeout::new(SAVING_MS, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Ok(())
}
