//! Whose certificates count where a store is reached by TLS: those of this machine's authorities,
//! or those of a file of one's own.

use std::{
    error::Error,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};

/// The authorities that a store's certificate must come from. The default are this machine's.
#[derive(Debug, Clone, Default)]
pub struct Authorities {
    file: Option<File>,
}

#[derive(Debug, Clone)]
struct File {
    pem: Vec<u8>,
    roots: RootCertStore,
}

#[derive(Debug, thiserror::Error)]
pub(super) enum AuthoritiesError {
    #[error("state.ca-file: {} can't be read", .0.display())]
    Read(PathBuf, #[source] io::Error),
    #[error("state.ca-file: {} has something else than certificates of authorities in PEM", .0.display())]
    Form(PathBuf),
    #[error("this machine has no certificates of authorities: install them, or set state.ca-file")]
    Machine,
    #[error("TLS can't be used")]
    Tls(#[source] rustls::Error),
}

impl Authorities {
    /// Those of a file, in place of this machine's: whoever has authorities of their own wants no
    /// other to vouch for their stores.
    pub(super) fn read(path: &Path) -> Result<Self, AuthoritiesError> {
        let pem = fs::read(path).map_err(|error| AuthoritiesError::Read(path.to_owned(), error))?;
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(&pem) {
            certificate
                .ok()
                .and_then(|certificate| roots.add(certificate).ok())
                .ok_or_else(|| AuthoritiesError::Form(path.to_owned()))?;
        }
        if roots.is_empty() {
            return Err(AuthoritiesError::Form(path.to_owned()));
        }
        Ok(Self {
            file: Some(File { pem, roots }),
        })
    }

    /// The file's content; none for this machine's.
    pub(super) fn pem(&self) -> Option<&[u8]> {
        self.file.as_ref().map(|file| file.pem.as_slice())
    }

    /// For a client that shows no certificate of its own.
    pub(super) fn client_config(&self) -> Result<ClientConfig, AuthoritiesError> {
        let roots = match &self.file {
            Some(file) => file.roots.clone(),
            None => machine_roots()?,
        };
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(AuthoritiesError::Tls)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(config)
    }
}

/// A certificate that can't be read costs itself only.
fn machine_roots() -> Result<RootCertStore, AuthoritiesError> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err(AuthoritiesError::Machine);
    }
    Ok(roots)
}

/// Whether it was TLS that failed. Libraries wrap its errors in ones of input and output, and Redis'
/// in an `Arc`.
pub(super) fn is_tls_error(error: &(dyn Error + 'static)) -> bool {
    if error.is::<rustls::Error>() {
        return true;
    }
    if let Some(shared) = error.downcast_ref::<Arc<dyn Error + Send + Sync>>() {
        return is_tls_error(shared.as_ref());
    }
    let inner: Option<&(dyn Error + 'static)> = match error.downcast_ref::<io::Error>() {
        Some(error) => error.get_ref().map(|inner| inner as _),
        None => error.source(),
    };
    inner.is_some_and(is_tls_error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_file_without_authorities_when_read_then_the_error_names_the_setting_and_the_file() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("ca.pem");
        for (content, said) in [
            (None, "can't be read"),
            (Some(""), "something else than certificates"),
            (Some("no PEM"), "something else than certificates"),
            (
                Some("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
                "something else than certificates",
            ),
        ] {
            if let Some(content) = content {
                fs::write(&path, content).unwrap();
            }
            let error = Authorities::read(&path).unwrap_err().to_string();
            assert!(error.starts_with("state.ca-file: "), "{error}");
            assert!(error.contains("ca.pem") && error.contains(said), "{error}");
        }
    }
}
