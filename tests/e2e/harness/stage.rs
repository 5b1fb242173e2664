//! A scenario, and what it gets to work with.

use std::{
    future::Future,
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::{Arc, OnceLock},
    time::Duration,
};

use futures_util::FutureExt;
use phone_profile_gateway::AllowedOrigins;
use tokio::{sync::Mutex, time::timeout};

use super::{
    AlteredKit, Browser, Engine, HeldPage, Need, TestGateway,
    servers::{self, HostServer, Page},
};

/// Longer than any scenario should take on a busy machine.
const LONGEST: Duration = Duration::from_secs(180);

type Play = Pin<Box<dyn Future<Output = ()> + Send>>;

/// One test.
pub struct Scenario {
    module: &'static str,
    name: &'static str,
    needs: &'static [Need],
    play: fn(Arc<Stage>) -> Play,
}

impl Scenario {
    pub fn new(
        module: &'static str,
        name: &'static str,
        needs: &'static [Need],
        play: fn(Arc<Stage>) -> Play,
    ) -> Self {
        Self {
            module,
            name,
            needs,
            play,
        }
    }

    /// Why not, if so.
    pub fn cannot_be_played_in(&self, engine: Engine) -> Option<&'static str> {
        self.needs.iter().find_map(|need| engine.lacks(*need))
    }

    /// `demo_table::given_…`
    pub fn name(&self) -> String {
        let module = self.module.rsplit("::").next().unwrap_or(self.module);
        format!("{module}::{}", self.name)
    }
}

/// Names the scenarios of a module, for the list that `main` runs, each with what it needs and not
/// every engine has.
#[macro_export]
macro_rules! scenarios {
    ($($name:ident $(needs $($need:ident)and+)?),+ $(,)?) => {
        pub fn all() -> Vec<$crate::harness::Scenario> {
            vec![$($crate::harness::Scenario::new(
                module_path!(),
                stringify!($name),
                &[$($($crate::harness::Need::$need),+)?],
                |stage| Box::pin($name(stage)),
            )),+]
        }
    };
}

/// What all scenarios share.
pub struct World {
    pub engine: Engine,
    /// Browsers that no scenario uses just now.
    idle: Mutex<Vec<Browser>>,
    /// Serves dist as in production.
    pub site: TestGateway,
    pub host: HostServer,
}

/// What one scenario has: a browser, and servers to start.
pub struct Stage {
    pub browser: Browser,
    pub world: Arc<World>,
}

impl World {
    pub async fn start() -> Self {
        let dist = super::dist();
        let index = dist.join("phone-profile/index.js");
        assert!(
            index.is_file(),
            "there is no {}: `cargo xtask build` makes it",
            index.display()
        );
        Self {
            engine: Engine::of_run(),
            idle: Mutex::default(),
            host: HostServer::start(dist.clone()).await,
            site: TestGateway::start(Some(dist), AllowedOrigins::default()).await,
        }
    }

    pub async fn end(&self) {
        for browser in self.idle.lock().await.drain(..) {
            browser.close().await;
        }
    }
}

impl Stage {
    /// The same world with a browser for people who read another language. Its driver ends with it.
    pub async fn speaking(&self, language: &str) -> Arc<Self> {
        let browser = Browser::speaking(self.world.engine, language).await;
        let world = Arc::clone(&self.world);
        Arc::new(Self { browser, world })
    }

    /// The same world with a browser that draws a page in the same way each time, which only `WebKitGTK` has to be
    /// asked for. Its driver ends with it.
    pub async fn steady(self: &Arc<Self>) -> Arc<Self> {
        let engine = self.world.engine;
        if engine != Engine::Webkit {
            return Arc::clone(self);
        }
        let browser = Browser::steady(engine).await;
        let world = Arc::clone(&self.world);
        Arc::new(Self { browser, world })
    }

    /// A gateway for this scenario alone, open to the foreign pages.
    pub async fn gateway(&self) -> TestGateway {
        TestGateway::start(
            None,
            AllowedOrigins::List(vec![self.world.host.origin.clone()]),
        )
        .await
    }

    /// Where the kit's files are, for pages of any origin.
    pub fn kit(&self) -> String {
        format!("{}/phone-profile", self.world.site.origin)
    }

    /// A copy of the kit on the foreign pages' origin, with nothing replaced yet.
    pub fn altered_kit(&self) -> AlteredKit {
        self.world.host.kits.add(&self.world.host.origin)
    }

    /// The page on the foreign pages' origin, with one of its files kept back.
    pub fn held_page(&self, file: &'static str) -> HeldPage {
        self.world.host.held.add(&self.world.host.origin, file)
    }

    /// The content of one of the kit's files.
    pub fn kit_file(&self, file: &str) -> Vec<u8> {
        self.world.host.kits.original(file)
    }

    pub fn publish(&self, page: Page) -> String {
        self.world.host.publish(page)
    }

    /// A built example with a gateway, on one origin under a policy.
    pub async fn example_site(&self, name: &str, policy: &str) -> TestGateway {
        self.example_site_beside(name, policy, Arc::default()).await
    }

    /// The same for an example that names a gateway on another origin.
    pub async fn example_site_beside(
        &self,
        name: &str,
        policy: &str,
        elsewhere: Arc<OnceLock<String>>,
    ) -> TestGateway {
        let examples = super::examples().expect("the built examples");
        let package = examples.join("node_modules/phone-profile");
        let example = examples.join(name).join("dist");
        servers::example_site(example, package, policy.to_owned(), elsewhere).await
    }

    /// A gateway with the page, which the foreign pages may frame.
    pub async fn framed_gateway(&self) -> TestGateway {
        self.gateway_framed_by(&self.world.host.origin).await
    }

    /// The same for pages of that origin.
    pub async fn gateway_framed_by(&self, origin: &str) -> TestGateway {
        TestGateway::framed_by(origin).await
    }

    pub async fn silent_origin(&self) -> String {
        servers::silent_origin().await
    }

    pub async fn dead_origin(&self) -> String {
        servers::dead_origin().await
    }

    /// A dashboard on one origin with kit and gateway; its page is at `/dashboard`.
    pub async fn own_origin_site(&self, page: Page) -> TestGateway {
        servers::own_origin_site(page).await
    }
}

/// Plays a scenario in an idle browser, or a new one. A browser that a scenario failed in is closed.
pub async fn play(world: Arc<World>, scenario: Scenario) -> Result<(), String> {
    let idle = world.idle.lock().await.pop();
    let browser = match idle {
        Some(browser) => browser,
        None => Browser::open(world.engine).await,
    };
    let stage = Arc::new(Stage {
        browser,
        world: Arc::clone(&world),
    });
    let playing = AssertUnwindSafe((scenario.play)(Arc::clone(&stage))).catch_unwind();
    let outcome = timeout(LONGEST, playing).await;
    let Stage { browser, .. } = Arc::into_inner(stage).ok_or("the scenario has kept its stage")?;
    match outcome {
        Ok(Ok(())) => {
            browser.reset().await;
            world.idle.lock().await.push(browser);
            Ok(())
        }
        Ok(Err(panic)) => {
            browser.close().await;
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Err(text.unwrap_or_else(|| "panicked".to_owned()))
        }
        Err(_) => {
            browser.close().await;
            Err(format!("not done after {} s", LONGEST.as_secs()))
        }
    }
}
