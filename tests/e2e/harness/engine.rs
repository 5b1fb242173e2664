//! The engines that scenarios run in, and what is not tried in one of them, with the reason.

use std::env;

/// What draws pages and runs their scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    /// `WebKitGTK`, which shares its engine with Safari.
    Webkit,
}

/// What a scenario needs and not every engine has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// What browser and frames say on the console; what the page itself says is known everywhere.
    BrowsersConsole,
    /// Which requests broke off, by the browser's own account.
    NetworkLog,
    /// How many nodes and listeners a page holds.
    DomCounters,
    /// An answer that breaks off is no answer.
    BrokenAnswers,
    /// The tree that screen readers get.
    AccessibilityTree,
    /// What resource timing says of requests that were given up.
    ResponseStatus,
    /// An event where a frame's document can't be had.
    FrameFailures,
    /// All of the user's languages, in their order.
    EveryLanguage,
    /// A system whose colours replace the page's.
    ForcedColors,
    /// More contrast without forced colours.
    ContrastPreference,
    /// What a script gives, whatever the page has made of the language's own objects.
    OwnBuiltIns,
}

/// A scenario that can't do without is skipped in that engine; others leave the check out that needs
/// it. Each run says what its engine lacks.
const LACKING: [(Engine, Need, &str); 15] = [
    (
        Engine::Firefox,
        Need::AccessibilityTree,
        "geckodriver tells the role and name of single elements, and no tree",
    ),
    (
        Engine::Firefox,
        Need::FrameFailures,
        "Firefox tells a site nothing of a frame that its own policy forbids or whose server can't be reached",
    ),
    (
        Engine::Webkit,
        Need::FrameFailures,
        "WebKit tells a site nothing of a frame that its own policy forbids or whose server can't be reached",
    ),
    (
        Engine::Webkit,
        Need::EveryLanguage,
        "WebKit tells pages the first of the user's languages only",
    ),
    (
        Engine::Webkit,
        Need::ForcedColors,
        "WebKitGTK has no forced colours",
    ),
    (
        Engine::Webkit,
        Need::ContrastPreference,
        "the desktop's settings that WebKitGTK goes by have none for contrast",
    ),
    (
        Engine::Firefox,
        Need::ContrastPreference,
        "Firefox takes more contrast from forced colours alone, and has no preference for it",
    ),
    (
        Engine::Webkit,
        Need::AccessibilityTree,
        "WebKitWebDriver tells the role and name of single elements, and no tree",
    ),
    (
        Engine::Webkit,
        Need::BrowsersConsole,
        "WebKitWebDriver has no log, and a session under automation prints none",
    ),
    (
        Engine::Webkit,
        Need::NetworkLog,
        "WebKitWebDriver has no network log",
    ),
    (
        Engine::Firefox,
        Need::DomCounters,
        "Firefox counts neither nodes nor listeners for its driver",
    ),
    (
        Engine::Webkit,
        Need::DomCounters,
        "WebKitWebDriver can't collect garbage, nor count nodes and listeners",
    ),
    (
        Engine::Webkit,
        Need::BrokenAnswers,
        "WebKitGTK's network library takes what came of an answer for all of it",
    ),
    (
        Engine::Webkit,
        Need::ResponseStatus,
        "WebKit's resource timing has no status, and nothing of requests that were given up",
    ),
    (
        Engine::Webkit,
        Need::OwnBuiltIns,
        "WebKitWebDriver hands over what a script gives by the page's own objects, which a library may have changed",
    ),
];

const ENGINES: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::Webkit];

impl Engine {
    /// The run's, as `PHONE_PROFILE_BROWSER` names it; Chromium if it doesn't.
    pub fn of_run() -> Self {
        let Ok(name) = env::var("PHONE_PROFILE_BROWSER") else {
            return Self::Chromium;
        };
        let found = ENGINES.into_iter().find(|engine| engine.name() == name);
        found.unwrap_or_else(|| panic!("PHONE_PROFILE_BROWSER names no engine: {name}"))
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    /// What it lacks and why, one line for each.
    pub fn shortcomings(self) -> Vec<String> {
        let own = LACKING.iter().filter(|(engine, ..)| *engine == self);
        own.map(|(_, need, reason)| format!("{need:?}: {reason}"))
            .collect()
    }

    pub fn has(self, need: Need) -> bool {
        self.lacks(need).is_none()
    }

    /// Why it doesn't have that, if so.
    pub fn lacks(self, need: Need) -> Option<&'static str> {
        let (.., reason) = LACKING
            .iter()
            .find(|(engine, what, _)| (*engine, *what) == (self, need))?;
        Some(reason)
    }
}
