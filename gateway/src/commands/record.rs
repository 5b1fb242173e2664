//! `record`: makes a key for identity records, and checks a record that somebody shows.

use std::{
    error::Error,
    fs, io,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use phone_profile_gateway::{
    File,
    identity_record::{InvalidKey, NotVerified, Proof, PublicKey, RecordKey, Verified, verify},
};

#[derive(Debug, Subcommand)]
pub(crate) enum RecordTask {
    /// Print a new key that signs records, and the public one that others check them with
    Key,
    /// Say whether a record is as it was made, and who made it. Exits with 0 only if it is valid
    Verify(Verify),
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The record, as JSON
    #[arg(value_name = "FILE")]
    record: PathBuf,

    /// Public keys in PEM: the record has to be signed with one of them. Can be given several times. With --config,
    /// the gateway's own key is one, too
    #[arg(long = "public-key", value_name = "FILE")]
    public_keys: Vec<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
enum RecordError {
    #[error("can't read {}", .0.display())]
    Unreadable(PathBuf, #[source] io::Error),
    #[error("{}", .0.display())]
    Keys(PathBuf, #[source] InvalidKey),
    #[error("{}: not valid", .0.display())]
    NotVerified(PathBuf, #[source] NotVerified),
    #[error("the key can't be written")]
    Unwritable,
}

pub(crate) fn run(task: &RecordTask, config: Option<&Path>) -> Result<(), Box<dyn Error>> {
    match task {
        RecordTask::Key => print!("{}", new_key()?),
        RecordTask::Verify(verify) => print!("{}", verify.check(config)?),
    }
    Ok(())
}

/// Both halves, in a form that `[record] key` and `--public-key` take as one file, too.
fn new_key() -> Result<String, Box<dyn Error>> {
    let key = RecordKey::random()?;
    let secret = key.to_secret().ok_or(RecordError::Unwritable)?;
    let public = key.public().to_pem().ok_or(RecordError::Unwritable)?;
    Ok(format!(
        "private key, for [record] key of the gateway alone:\n{}\npublic key {}, for whoever checks records:\n{public}",
        secret.reveal(),
        key.public().id()
    ))
}

impl Verify {
    fn check(&self, config: Option<&Path>) -> Result<String, Box<dyn Error>> {
        let mut keys = Vec::new();
        for path in &self.public_keys {
            let pem = fs::read_to_string(path).map_err(unreadable(path))?;
            let found = PublicKey::all_of(&pem);
            keys.extend(found.map_err(|error| RecordError::Keys(path.clone(), error))?);
        }
        // Only where a file is named: verifying needs no gateway.
        if let Some(path) = config
            && let Some(secret) = File::read(Some(path))?.record.key
        {
            keys.push(RecordKey::from_secret(&secret)?.public().clone());
        }
        let json = fs::read(&self.record).map_err(unreadable(&self.record))?;
        let verified = verify(&json, &keys);
        let not_verified = |error| RecordError::NotVerified(self.record.clone(), error);
        Ok(told(&verified.map_err(not_verified)?))
    }
}

fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> RecordError {
    move |error| RecordError::Unreadable(path.to_owned(), error)
}

/// What is proven, and what isn't. Texts of the record are shown escaped: whoever made it chose them.
fn told(verified: &Verified) -> String {
    let Verified { record, proof } = verified;
    let mut told = match proof {
        Proof::Signature { key_id } => format!(
            "valid: unchanged since it was made, and signed with the key {key_id}\n\
             proven: whoever has that key made this record, and nobody changed it\n"
        ),
        Proof::Hash => "valid hash, no signature: unchanged since its hash was made\n\
             not proven: who made it. Whoever changes a record can make its hash anew, so this says nothing about who \
             made it\n"
            .to_owned(),
    };
    if record.is_demo() {
        told.push_str("demo data: the person in it is made up\n");
    }
    let gateway = record
        .gateway
        .as_deref()
        .unwrap_or("a gateway without a name");
    told.push_str(&format!(
        "it says of itself: made {} by {} for {}\n\
         not proven: who holds the number. The record has what a lookup service said of it at that time\n",
        record.issued_at.escape_debug(),
        gateway.escape_debug(),
        record.caller.escape_debug()
    ));
    told
}
