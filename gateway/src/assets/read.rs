//! Reads a directory into served files, several at a time.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::file::File;
use crate::GatewayError;

/// Deeper than any build output; stops a loop of links.
const MAX_DEPTH: usize = 16;
const MAX_THREADS: usize = 8;

/// A file to read, and the path it is served under.
#[derive(Debug)]
struct Found {
    path: PathBuf,
    served_as: String,
}

/// Every file below `root` by its path from there, as in `/phone-profile/index.js`. Hidden files
/// and `.br` files are not served by themselves.
pub(super) fn directory(root: &Path) -> Result<HashMap<String, File>, GatewayError> {
    let mut found = Vec::new();
    walk(root, "/", 0, &mut found)?;

    let next = AtomicUsize::new(0);
    let files = Mutex::new(HashMap::new());
    let failed = Mutex::new(None);
    let threads = thread::available_parallelism().map_or(1, |n| n.get().min(MAX_THREADS));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(item) = found.get(next.fetch_add(1, Ordering::Relaxed)) {
                    match read(item) {
                        Ok(Some(file)) => {
                            let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
                            files.insert(item.served_as.clone(), file);
                        }
                        Ok(None) => {}
                        Err(error) => {
                            *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                        }
                    }
                }
            });
        }
    });
    match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error),
        None => Ok(files.into_inner().unwrap_or_else(PoisonError::into_inner)),
    }
}

fn walk(
    directory: &Path,
    served_as: &str,
    depth: usize,
    found: &mut Vec<Found>,
) -> Result<(), GatewayError> {
    let failed = |source| failure(directory, source);
    if depth > MAX_DEPTH {
        return Err(failed(io::Error::other("directories too deep")));
    }
    for entry in fs::read_dir(directory).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        let served_as = format!("{served_as}{name}");
        let metadata = fs::metadata(&path).map_err(|source| failure(&path, source))?;
        if metadata.is_dir() {
            walk(&path, &format!("{served_as}/"), depth + 1, found)?;
        } else if !name.ends_with(".br") {
            found.push(Found { path, served_as });
        }
    }
    Ok(())
}

fn read(found: &Found) -> Result<Option<File>, GatewayError> {
    let content = fs::read(&found.path).map_err(|source| failure(&found.path, source))?;
    let mut beside = found.path.clone().into_os_string();
    beside.push(".br");
    let brotli = match fs::read(&beside) {
        Ok(brotli) => Some(brotli),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(source) => return Err(failure(Path::new(&beside), source)),
    };
    Ok(File::new(&found.served_as, content, brotli))
}

fn failure(path: &Path, source: io::Error) -> GatewayError {
    GatewayError::Assets {
        path: path.to_owned(),
        source,
    }
}
