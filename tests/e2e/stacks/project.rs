//! The installed copy of an example, and what its `package.json` says of it.

use std::{
    env, fs,
    net::TcpListener,
    path::{Path, PathBuf},
};

use serde_json::Value;

/// Where the README says that the gateway is, and so every example does.
const DEFAULT_GATEWAY: &str = "http://localhost:8080";

/// Who looks the number up when a page is opened.
#[derive(Clone, Copy)]
pub struct Lookups {
    pub by_browser: bool,
    pub by_server: bool,
}

pub struct Page {
    pub path: String,
    pub lookups: Lookups,
    /// The card is in an iframe of the page.
    pub is_framed: bool,
}

pub struct Project {
    pub dir: PathBuf,
    /// Where its servers listen.
    pub port: u16,
    manifest: Value,
}

impl Project {
    /// The one that is to be played, if one is.
    pub fn named() -> Option<Self> {
        let dir = PathBuf::from(env::var_os("PHONE_PROFILE_STACK")?);
        let file = dir.join("package.json");
        let text = fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("reading {}: {error}", file.display()));
        let manifest = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        Some(Self {
            dir,
            port: free_port(),
            manifest,
        })
    }

    /// The folder's: an example's own name, and which variant of it.
    pub fn name(&self) -> String {
        let name = self.dir.file_name().expect("a folder has a name");
        name.to_string_lossy().into_owned()
    }

    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn has_script(&self, name: &str) -> bool {
        self.manifest["scripts"][name].is_string()
    }

    /// The pages to look at: a path, or a path with what is special about it.
    pub fn pages(&self) -> Vec<Page> {
        let lookups = self.said("lookups");
        let page = |said: &Value| Page {
            path: said["path"]
                .as_str()
                .or(said.as_str())
                .unwrap_or("/")
                .to_owned(),
            lookups: Lookups::of(said.get("lookups").unwrap_or(lookups)),
            is_framed: said["isFramed"] == Value::Bool(true),
        };
        match self.said("pages").as_array() {
            None => vec![page(&Value::Null)],
            Some(pages) => pages.iter().map(page).collect(),
        }
    }

    /// The names of the Trusted Types policies that its production build needs beside nothing else,
    /// if it is to be held to that.
    pub fn policy(&self) -> Option<&str> {
        self.said("csp").as_str()
    }

    /// Where its production build is.
    pub fn built(&self) -> PathBuf {
        self.dir.join("dist")
    }

    /// Names this gateway wherever the example names the default one.
    pub fn use_gateway(&self, origin: &str) {
        replace_in(&self.dir, origin);
    }

    fn said(&self, key: &str) -> &Value {
        &self.manifest["phoneProfile"][key]
    }
}

impl Lookups {
    fn of(said: &Value) -> Self {
        let (by_browser, by_server) = match said.as_str().unwrap_or("browser") {
            "browser" => (true, false),
            "server" => (false, true),
            "both" => (true, true),
            "none" => (false, false),
            other => panic!("lookups are by browser, server, both or none, not {other:?}"),
        };
        Self {
            by_browser,
            by_server,
        }
    }
}

fn replace_in(dir: &Path, origin: &str) {
    let entries = fs::read_dir(dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if entry.file_name() != "node_modules" {
                replace_in(&path, origin);
            }
        } else if let Ok(text) = fs::read_to_string(&path)
            && text.contains(DEFAULT_GATEWAY)
        {
            fs::write(&path, text.replace(DEFAULT_GATEWAY, origin))
                .unwrap_or_else(|error| panic!("writing {}: {error}", path.display()));
        }
    }
}

/// One that nobody listens on just now.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its own address").port()
}
