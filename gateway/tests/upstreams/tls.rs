//! A service whose certificate is by an authority of one's own.

use std::{
    fs,
    io::{Read, Write},
    net::TcpListener,
    sync::Arc,
    thread,
};

use phone_profile_gateway::{
    Digits,
    upstream::{Ask, Failure, Settings},
};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};

const BODY: &str = r#"{"success":true,"isWhatsApp":true,"number":"13105550123","profilePic":null,"name":null,"isBusiness":false}"#;

/// Answers everybody who takes its certificate. Gives its port and the authority in PEM.
fn serve() -> (u16, String) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let key = KeyPair::generate().unwrap();
    let mut parameters = CertificateParams::new(Vec::new()).unwrap();
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = parameters.self_signed(&key).unwrap().pem();
    let issuer = Issuer::new(parameters, key);
    let key = KeyPair::generate().unwrap();
    let parameters = CertificateParams::new(["localhost".to_owned()]).unwrap();
    let certificate = parameters.signed_by(&key, &issuer).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            // Who doesn't take the certificate breaks off.
            if stream.read(&mut [0; 4_096]).is_ok() {
                let length = BODY.len();
                let _ = write!(
                    stream,
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{BODY}"
                );
            }
        }
    });
    (port, authority)
}

#[tokio::test]
async fn given_a_service_by_an_authority_of_ones_own_when_asked_then_it_takes_its_ca_file() {
    let (port, authority) = serve();
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("ca.pem");
    fs::write(&file, authority).unwrap();
    let number = Digits::parse("13105550123").unwrap();
    let ask = async |more: &str| {
        let text =
            format!("kind = \"generic\"\nurl = \"https://localhost:{port}/{{digits}}\"\n{more}");
        let settings: Settings = toml::from_str(&text).unwrap();
        settings.build().unwrap().lookup(&number, Ask::Live).await
    };
    let refused = ask("").await.unwrap_err();
    assert_eq!((refused.failure, refused.spent), (Failure::Unreachable, 0));
    let told = ask(&format!("ca-file = {file:?}")).await.unwrap();
    assert!(told.record.registered);
}

#[test]
fn given_a_ca_file_that_is_none_when_built_then_the_error_names_it() {
    let directory = tempfile::tempdir().unwrap();
    let empty = directory.path().join("empty.pem");
    fs::write(&empty, "nothing").unwrap();
    for file in [empty, directory.path().join("missing.pem")] {
        let text = format!("kind = \"waha\"\nurl = \"https://a.example\"\nca-file = {file:?}");
        let settings: Settings = toml::from_str(&text).unwrap();
        let error = settings.build().unwrap_err();
        assert_eq!(error.field, "ca-file");
        assert!(error.to_string().contains("pem"), "{error}");
    }
}
