//! What is kept in this browser, where the person wants that: the list, what was chosen for it, and the gateway's lines.
//! Never a token.

use idb::{Database, Factory, ObjectStore, TransactionMode};
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

use crate::engine::{Choices, KeptLine, KeptRun};
use crate::protocol::Kept;

const NAME: &str = "phone-profile-workbench";
/// The file under `bytes`, and what there is to say of it under `about`.
const LIST: &str = "list";
/// Lines by the digits of their numbers.
const ANSWERS: &str = "answers";
const BYTES: &str = "bytes";
const ABOUT: &str = "about";

/// The browser's database.
pub(super) struct Store(Database);

/// What is said of a list.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct About {
    pub(super) name: Option<String>,
    pub(super) choices: Choices,
}

/// The browser keeps nothing, or no more.
#[derive(Debug, thiserror::Error)]
#[error("the browser keeps no more")]
pub(super) struct StoreError;

impl From<idb::Error> for StoreError {
    fn from(_: idb::Error) -> Self {
        Self
    }
}

impl From<serde_wasm_bindgen::Error> for StoreError {
    fn from(_: serde_wasm_bindgen::Error) -> Self {
        Self
    }
}

impl Store {
    pub(super) async fn open() -> Result<Self, StoreError> {
        // Its factory is asked for first: where there is none, the builder would panic or wait.
        let _ = Factory::new()?;
        let database = Database::builder(NAME)
            .version(1)
            .add_object_store(ObjectStore::builder(LIST))
            .add_object_store(ObjectStore::builder(ANSWERS))
            .build()
            .await?;
        Ok(Self(database))
    }

    /// Which list is kept, and how many answers.
    pub(super) async fn kept(&self) -> Result<Option<Kept>, StoreError> {
        let transaction = self
            .0
            .transaction(&[LIST, ANSWERS], TransactionMode::ReadOnly)?;
        let about = transaction.object_store(LIST)?.get(JsValue::from(ABOUT))?;
        let count = transaction.object_store(ANSWERS)?.count(None)?;
        let Some(about) = about.await? else {
            return Ok(None);
        };
        let about: About = serde_wasm_bindgen::from_value(about)?;
        Ok(Some(Kept {
            name: about.name,
            answered: count.await? as usize,
        }))
    }

    /// Keeps a list, with the answers that there are, in place of any other.
    pub(super) async fn begin(
        &self,
        bytes: &Uint8Array,
        about: &About,
        lines: &[KeptLine],
    ) -> Result<(), StoreError> {
        let about = serde_wasm_bindgen::to_value(about)?;
        let transaction = self
            .0
            .transaction(&[LIST, ANSWERS], TransactionMode::ReadWrite)?;
        let list = transaction.object_store(LIST)?;
        list.put(bytes, Some(&BYTES.into()))?;
        list.put(&about, Some(&ABOUT.into()))?;
        let answers = transaction.object_store(ANSWERS)?;
        answers.clear()?;
        put(&answers, lines)?;
        committed(transaction).await
    }

    /// Keeps what was chosen otherwise.
    pub(super) async fn choose(&self, about: &About) -> Result<(), StoreError> {
        let about = serde_wasm_bindgen::to_value(about)?;
        let transaction = self.0.transaction(&[LIST], TransactionMode::ReadWrite)?;
        transaction
            .object_store(LIST)?
            .put(&about, Some(&ABOUT.into()))?;
        committed(transaction).await
    }

    /// Keeps further answers.
    pub(super) async fn add(&self, lines: &[KeptLine]) -> Result<(), StoreError> {
        let transaction = self.0.transaction(&[ANSWERS], TransactionMode::ReadWrite)?;
        put(&transaction.object_store(ANSWERS)?, lines)?;
        committed(transaction).await
    }

    /// All that is kept.
    pub(super) async fn read(&self) -> Result<Option<(KeptRun, Uint8Array)>, StoreError> {
        let transaction = self
            .0
            .transaction(&[LIST, ANSWERS], TransactionMode::ReadOnly)?;
        let list = transaction.object_store(LIST)?;
        let bytes = list.get(JsValue::from(BYTES))?;
        let about = list.get(JsValue::from(ABOUT))?;
        let lines = transaction.object_store(ANSWERS)?.get_all(None, None)?;
        let (Some(bytes), Some(about)) = (bytes.await?, about.await?) else {
            return Ok(None);
        };
        let bytes: Uint8Array = bytes.dyn_into().map_err(|_| StoreError)?;
        let About { name, choices } = serde_wasm_bindgen::from_value(about)?;
        let lines = lines.await?;
        let kept = KeptRun {
            bytes: bytes.to_vec(),
            name,
            choices,
            lines: lines.iter().filter_map(JsValue::as_string).collect(),
        };
        Ok(Some((kept, bytes)))
    }

    /// Erases all of it.
    pub(super) async fn erase(&self) -> Result<(), StoreError> {
        let transaction = self
            .0
            .transaction(&[LIST, ANSWERS], TransactionMode::ReadWrite)?;
        transaction.object_store(LIST)?.clear()?;
        transaction.object_store(ANSWERS)?.clear()?;
        committed(transaction).await
    }
}

fn put(answers: &ObjectStore, lines: &[KeptLine]) -> Result<(), StoreError> {
    for KeptLine { digits, line } in lines {
        answers.put(&line.into(), Some(&digits.into()))?;
    }
    Ok(())
}

/// A disk that is full is told of at the end.
async fn committed(transaction: idb::Transaction) -> Result<(), StoreError> {
    match transaction.commit()?.await?.is_committed() {
        true => Ok(()),
        false => Err(StoreError),
    }
}
