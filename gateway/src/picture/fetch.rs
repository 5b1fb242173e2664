//! Fetches one picture from the CDN, trusting neither the link nor what comes.

use std::{error::Error as _, fmt, net::IpAddr, sync::Arc};

use bytes::{Bytes, BytesMut};
use reqwest::{
    Client, Response, StatusCode, Url,
    header::{ACCEPT, LOCATION},
    redirect,
};
use tokio::{
    sync::Semaphore,
    time::{Duration, timeout},
};
use url::Host;

use super::{
    address::AddressPolicy,
    error::{PictureError, PictureSetupError},
    host::{self, HostRule},
    image_type::ImageType,
    metadata,
    resolver::{AddressRefused, CheckedResolver},
    settings::Settings,
};

const MOST_REDIRECTS: usize = 3;
/// Together with the largest picture, this limits memory: 128 MiB with both as they are.
const MOST_AT_ONCE: usize = 64;
const ACCEPTED: &str = "image/jpeg, image/png, image/webp";

/// A picture as it may be passed on.
#[derive(Clone, PartialEq, Eq)]
pub struct Fetched {
    /// All of it, without metadata.
    pub bytes: Bytes,
    /// What it is.
    pub image_type: ImageType,
}

/// Shows nothing of it.
impl fmt::Debug for Fetched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fetched")
            .field("bytes", &self.bytes.len())
            .field("image_type", &self.image_type)
            .finish()
    }
}

/// The client for pictures, with its rules.
#[derive(Debug)]
pub(crate) struct Fetcher {
    client: Client,
    hosts: Vec<HostRule>,
    addresses: Arc<AddressPolicy>,
    most_bytes: usize,
    timeout: Duration,
    at_once: Semaphore,
}

impl Fetcher {
    pub(crate) fn new(settings: &Settings) -> Result<Self, PictureSetupError> {
        // Whichever was installed first is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let addresses = Arc::new(AddressPolicy {
            allow_private: settings.allow_private,
            allow_addresses: settings.allow_addresses.clone(),
        });
        let client = Client::builder()
            .dns_resolver(CheckedResolver(Arc::clone(&addresses)))
            // A proxy would resolve names itself, unchecked.
            .no_proxy()
            .redirect(redirect::Policy::none())
            .referer(false)
            .build()
            .map_err(PictureSetupError::Client)?;
        Ok(Self {
            client,
            hosts: settings.hosts.clone(),
            addresses,
            most_bytes: settings.max_bytes,
            timeout: settings.timeout,
            at_once: Semaphore::new(MOST_AT_ONCE),
        })
    }

    pub(crate) async fn get(&self, url: &str) -> Result<Fetched, PictureError> {
        timeout(self.timeout, self.follow(url))
            .await
            .unwrap_or(Err(PictureError::Timeout))
    }

    async fn follow(&self, url: &str) -> Result<Fetched, PictureError> {
        let mut url = host::check(url, &self.hosts)?;
        let _place = self.at_once.acquire().await;
        for _ in 0..=MOST_REDIRECTS {
            let response = self.request(&url).await?;
            if !response.status().is_redirection() {
                return self.read(response).await;
            }
            let target = target(&url, &response).ok_or(PictureError::Redirects)?;
            url = host::check_parsed(target, &self.hosts)?;
        }
        Err(PictureError::Redirects)
    }

    async fn request(&self, url: &Url) -> Result<Response, PictureError> {
        // The client asks no resolver for these.
        let literal = match url.host() {
            Some(Host::Ipv4(address)) => Some(IpAddr::from(address)),
            Some(Host::Ipv6(address)) => Some(IpAddr::from(address)),
            _ => None,
        };
        if literal.is_some_and(|address| !self.addresses.allows(address)) {
            return Err(PictureError::Address);
        }
        self.client
            .get(url.clone())
            .header(ACCEPT, ACCEPTED)
            .send()
            .await
            .map_err(failure)
    }

    async fn read(&self, response: Response) -> Result<Fetched, PictureError> {
        match response.status() {
            StatusCode::OK => {}
            StatusCode::FORBIDDEN => return Err(PictureError::Expired),
            StatusCode::NOT_FOUND | StatusCode::GONE => return Err(PictureError::Gone),
            other => return Err(PictureError::Status(other.as_u16())),
        }
        let bytes = self.body(response).await?;
        // Storage servers give pictures types such as binary/octet-stream.
        let image_type = ImageType::of_bytes(&bytes).ok_or(PictureError::NotAPicture)?;
        let bytes = metadata::strip(image_type, bytes).ok_or(PictureError::NotAPicture)?;
        Ok(Fetched { bytes, image_type })
    }

    async fn body(&self, mut response: Response) -> Result<Bytes, PictureError> {
        let fits = |length: usize| length <= self.most_bytes;
        let announced = response.content_length().map(usize::try_from);
        match announced {
            Some(Ok(length)) if fits(length) => {}
            Some(_) => return Err(PictureError::TooLarge),
            None => {}
        }
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(failure)? {
            if !fits(body.len().saturating_add(chunk.len())) {
                return Err(PictureError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body.freeze())
    }
}

/// Where a redirect leads.
fn target(url: &Url, response: &Response) -> Option<Url> {
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    url.join(location).ok()
}

fn failure(error: reqwest::Error) -> PictureError {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if inner.is::<AddressRefused>() {
            return PictureError::Address;
        }
        cause = inner.source();
    }
    // The link opens a person's picture: not for logs.
    PictureError::Unreachable(Arc::new(error.without_url()))
}
