//! Where the page's requests come in: the engine answers most of them, the browser the others.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Uint8Array;
use phone_profile_contacts::run::BATCH;
use phone_profile_core::error::LookupErrorCode;
use wasm_bindgen_futures::spawn_local;

use super::border::send;
use super::clock::now_ms;
use super::drive::drive;
use super::gateway::{self, Caller};
use super::store::{About, Store, StoreError};
use crate::engine::{Engine, KeptLine, record};
use crate::protocol::{Kept, RecordOutcome, RecordReply, RecordWanted, Reply, Request, Start};

/// What the worker works with. Clones are one desk.
#[derive(Clone)]
pub(super) struct Desk(Rc<Inner>);

struct Inner {
    engine: RefCell<Engine>,
    /// As the run was started.
    start: RefCell<Start>,
    /// The list whose run somebody drives.
    driven: Cell<Option<u64>>,
    /// The open list's file.
    file: RefCell<Option<Uint8Array>>,
    /// None in a browser that keeps nothing.
    store: Option<Store>,
    /// Whether the person wants what is answered to be kept.
    keeps: Cell<bool>,
}

impl Desk {
    pub(super) fn new(store: Option<Store>) -> Self {
        Self(Rc::new(Inner {
            engine: RefCell::default(),
            start: RefCell::default(),
            driven: Cell::new(None),
            file: RefCell::default(),
            store,
            keeps: Cell::new(false),
        }))
    }

    /// Does what the page asks for.
    pub(super) fn handle(&self, request: Request) {
        match &request {
            Request::Keep(keeps) => return self.keep(*keeps),
            Request::Restore => return self.restore(),
            Request::Open { bytes, .. } => {
                *self.0.file.borrow_mut() = Some(Uint8Array::from(bytes.as_slice()));
            }
            Request::Start(start) => *self.0.start.borrow_mut() = start.clone(),
            Request::ComparePictures { token } => {
                self.0.start.borrow_mut().token.clone_from(token);
            }
            Request::Record(wanted) => return self.record(wanted.clone()),
            _ => {}
        }
        let is_opened = matches!(request, Request::Open { .. });
        let is_chosen = matches!(request, Request::Choose(_) | Request::OptOut { .. });
        let starts = matches!(request, Request::Start(_) | Request::ComparePictures { .. });
        let replies = self.with_engine(|engine| engine.handle(request, now_ms()));
        replies.iter().for_each(send);
        if self.0.keeps.get() && is_opened {
            self.keep(true);
        } else if self.0.keeps.get() && is_chosen {
            self.keep_choices();
        }
        if starts {
            self.drive();
        }
    }

    /// Lets somebody use the engine, who must not wait for anything meanwhile.
    pub(super) fn with_engine<T>(&self, work: impl FnOnce(&mut Engine) -> T) -> T {
        work(&mut self.0.engine.borrow_mut())
    }

    /// Who asks the gateway.
    pub(super) fn caller(&self) -> Caller {
        let start = self.0.start.borrow();
        Caller {
            token: start.token.clone(),
            purpose: start.purpose.clone(),
        }
    }

    /// Numbers in one request.
    pub(super) fn batch_most(&self) -> usize {
        self.0.start.borrow().batch_most.clamp(1, BATCH)
    }

    /// Sends what is new.
    pub(super) fn tell_news(&self) {
        let news = self.with_engine(|engine| engine.news(now_ms()));
        news.iter().for_each(send);
    }

    /// Keeps answers, where the person wants that.
    pub(super) async fn keep_lines(&self, lines: Vec<KeptLine>) {
        if let (true, false, Some(store)) = (self.0.keeps.get(), lines.is_empty(), &self.0.store) {
            let added = store.add(&lines).await;
            self.told_where_failed(added);
        }
    }

    /// Each list has a driver of its own: that of an earlier one may still wait for an answer.
    fn drive(&self) {
        let list = self.with_engine(|engine| engine.opened());
        if self.0.driven.replace(Some(list)) == Some(list) {
            return;
        }
        let desk = self.clone();
        spawn_local(async move {
            drive(&desk, list).await;
            if desk.0.driven.get() == Some(list) {
                desk.0.driven.set(None);
            }
        });
    }

    /// A record of an answer that the gateway has kept; of another lookup only where the person has said so.
    fn record(&self, wanted: RecordWanted) {
        let entry = wanted.entry;
        let Some((number, name)) = self.with_engine(|engine| engine.record_subject(entry)) else {
            return;
        };
        spawn_local(async move {
            let caller = Caller {
                token: wanted.token,
                purpose: wanted.purpose,
            };
            let body = gateway::record(&number, &name, wanted.may_look_up, &caller).await;
            let outcome = match body {
                Ok(body) => match record::read(&body) {
                    Ok(record) => RecordOutcome::Made(Box::new(record)),
                    Err(sentence) => RecordOutcome::Failed(sentence),
                },
                Err(error) if error.code == LookupErrorCode::NotInCache => {
                    RecordOutcome::NeedsLookup
                }
                Err(error) => RecordOutcome::Failed(record::refused(error.code).to_owned()),
            };
            send(&Reply::Record(RecordReply { entry, outcome }));
        });
    }

    fn keep(&self, keeps: bool) {
        self.0.keeps.set(keeps);
        let desk = self.clone();
        spawn_local(async move {
            let done = match keeps {
                true => desk.keep_all().await,
                false => desk.erase().await,
            };
            match done {
                Ok(kept) => send(&Reply::Kept(kept)),
                Err(error) => desk.told_where_failed(Err(error)),
            }
        });
    }

    /// Keeps what there is. Without a list that is nothing yet.
    async fn keep_all(&self) -> Result<Option<Kept>, StoreError> {
        let store = self.0.store.as_ref().ok_or(StoreError)?;
        let list = self.about().zip(self.0.file.borrow().clone());
        let Some((about, bytes)) = list else {
            return store.kept().await;
        };
        let lines = self.with_engine(|engine| engine.kept_lines());
        store.begin(&bytes, &about, &lines).await?;
        Ok(Some(Kept {
            name: about.name,
            answered: lines.len(),
        }))
    }

    async fn erase(&self) -> Result<Option<Kept>, StoreError> {
        if let Some(store) = &self.0.store {
            store.erase().await?;
        }
        Ok(None)
    }

    fn keep_choices(&self) {
        let Some(about) = self.about() else {
            return;
        };
        let desk = self.clone();
        spawn_local(async move {
            if let Some(store) = &desk.0.store {
                let chosen = store.choose(&about).await;
                desk.told_where_failed(chosen);
            }
        });
    }

    fn restore(&self) {
        let desk = self.clone();
        let before = self.with_engine(|engine| engine.opened());
        spawn_local(async move {
            let kept = match &desk.0.store {
                Some(store) => store.read().await,
                None => Ok(None),
            };
            let Ok(Some((kept, file))) = kept else {
                send(&Reply::Failed(
                    "There is nothing that this browser has kept.".to_owned(),
                ));
                return;
            };
            // A list that was opened meanwhile is wanted more.
            if desk.with_engine(|engine| engine.opened()) != before {
                return;
            }
            *desk.0.file.borrow_mut() = Some(file);
            // It was wanted, and goes on.
            desk.0.keeps.set(true);
            let url = gateway::url();
            let replies = desk.with_engine(|engine| engine.restore(kept, &url, now_ms()));
            replies.iter().for_each(send);
        });
    }

    /// What is kept beside the open list's bytes.
    fn about(&self) -> Option<About> {
        self.with_engine(|engine| {
            Some(About {
                name: engine.name().map(str::to_owned),
                choices: engine.choices()?,
            })
        })
    }

    /// Tells that nothing more is kept.
    fn told_where_failed(&self, done: Result<(), StoreError>) {
        if done.is_err() {
            self.0.keeps.set(false);
            send(&Reply::Failed(
                "This browser can\u{2019}t keep the run, or no more of it: export it before you leave.".to_owned(),
            ));
        }
    }
}
