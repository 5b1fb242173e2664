//! A screen for `WebKitGTK`, which has no headless mode, and the desktop's settings that it goes by:
//! colours and motion, which can't be overridden otherwise.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// Without these no window is narrower than the browser's buttons.
const NO_WIDTHS: &str = "* { margin: 0; border-width: 0; padding: 0; min-width: 0 }\n";

/// An X server and the program that tells its clients the settings. They end when it's dropped.
pub struct Display {
    name: String,
    directory: PathBuf,
    settings: Child,
    _server: Child,
}

/// What a desktop says about how it wants to look.
#[derive(Default)]
pub struct Settings {
    pub dark: bool,
    pub still: bool,
}

impl Display {
    pub async fn start() -> Self {
        // Without a window manager the focus is where the pointer is: in the middle of the screen, and so
        // within any window.
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp"])
            .args(["-screen", "0", "400x300x24"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("starting Xvfb: {error}"));
        let output = server.stdout.take().expect("its output is piped");
        let number = BufReader::new(output).lines().next_line().await;
        let number = number.expect("Xvfb says its display").expect("a display");
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("display-{number}"));
        let gtk = directory.join("gtk-3.0");
        fs::create_dir_all(&gtk).expect("a directory for the desktop's settings");
        fs::write(gtk.join("gtk.css"), NO_WIDTHS).expect("writing a style sheet");
        let name = format!(":{number}");
        let file = write(&directory, &Settings::default());
        let settings = Command::new("xsettingsd")
            .arg("--config")
            .arg(file)
            .env("DISPLAY", &name)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("starting xsettingsd: {error}"));
        Self {
            name,
            directory,
            settings,
            _server: server,
        }
    }

    /// What programs on it have to be started with.
    pub fn environment(&self) -> Vec<(&'static str, OsString)> {
        vec![
            ("DISPLAY", self.name.clone().into()),
            ("GDK_BACKEND", "x11".into()),
            ("XDG_CONFIG_HOME", self.directory.clone().into()),
            // There is no accessibility bus to wait for.
            ("NO_AT_BRIDGE", "1".into()),
        ]
    }

    /// Has all programs on it take these settings.
    pub fn set(&self, settings: &Settings) {
        write(&self.directory, settings);
        #[cfg(unix)]
        {
            use rustix::process::{Pid, Signal, kill_process};
            let process = self.settings.id().and_then(|id| i32::try_from(id).ok());
            let process = process.and_then(Pid::from_raw).expect("xsettingsd runs");
            kill_process(process, Signal::HUP).expect("xsettingsd reads its file again");
        }
    }
}

fn write(directory: &Path, settings: &Settings) -> PathBuf {
    let theme = if settings.dark {
        "Adwaita-dark"
    } else {
        "Adwaita"
    };
    let animations = u8::from(!settings.still);
    let file = directory.join("xsettingsd.conf");
    let text = format!("Net/ThemeName \"{theme}\"\nGtk/EnableAnimations {animations}\n");
    fs::write(&file, text).expect("writing the desktop's settings");
    file
}
