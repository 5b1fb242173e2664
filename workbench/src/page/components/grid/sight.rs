//! Which rows of the table are in sight, and how large it is.

use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};
use yew::prelude::*;

use super::{GridProps, HEAD_PX};
use crate::page::action::Action;
use crate::page::frame::EachFrame;
use crate::page::{table, window};

/// The rows to draw, followed as the table is scrolled and changes its height.
#[hook]
pub(super) fn use_rows_in_sight(
    scroller: &NodeRef,
    entries: usize,
    act: &Callback<Action>,
) -> std::ops::Range<usize> {
    let drawn = use_state(|| 0..0);
    let known = use_mut_ref(|| (0, 0..0));
    known.borrow_mut().0 = entries;
    let follow = {
        let (scroller, drawn, act) = (scroller.clone(), drawn.setter(), act.clone());
        use_memo((), move |()| {
            EachFrame::new(move || {
                let Some(node) = scroller.cast::<Element>() else {
                    return;
                };
                let height = f64::from(node.client_height()) - HEAD_PX;
                let mut known = known.borrow_mut();
                let rows = window::drawn(f64::from(node.scroll_top()), height, known.0);
                if known.1 != rows {
                    known.1 = rows.clone();
                    drop(known);
                    drawn.set(rows.clone());
                    act.emit(Action::Seen(rows));
                }
            })
        })
    };
    {
        let follow = Rc::clone(&follow);
        use_effect_with(entries, move |_| follow.request());
    }
    let scroller = scroller.clone();
    use_effect_with((), move |()| {
        let watched = scroller
            .cast::<Element>()
            .map(|node| Watch::of(&node, &follow));
        move || drop(watched)
    });
    (*drawn).clone()
}

/// Scrolls and changes of height, until it is dropped.
struct Watch {
    observer: Option<ResizeObserver>,
    _resized: Closure<dyn FnMut()>,
    _scrolled: EventListener,
}

impl Watch {
    fn of(node: &Element, follow: &Rc<EachFrame>) -> Self {
        let (scrolled, resized) = (Rc::clone(follow), Rc::clone(follow));
        let resized = Closure::<dyn FnMut()>::new(move || resized.request());
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(node);
        }
        Self {
            observer,
            _resized: resized,
            _scrolled: EventListener::new(node, "scroll", move |_| scrolled.request()),
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// How high the list is, and how wide its columns: by style objects, which the page's policy lets through.
#[hook]
pub(super) fn use_sizes(scroller: &NodeRef, canvas: &NodeRef, props: &GridProps) {
    let canvas = canvas.clone();
    use_effect_with(props.entries, move |&entries| {
        let height = format!("{}px", entries as f64 * window::ROW_PX);
        set_style(&canvas, "block-size", &height);
    });
    let scroller = scroller.clone();
    use_effect_with(Rc::clone(&props.table), move |table| {
        let (columns, least) = table::widths(table);
        set_style(&scroller, "--columns", &columns);
        set_style(&scroller, "--columns-least", &least);
    });
}

fn set_style(node: &NodeRef, property: &str, value: &str) {
    if let Some(node) = node.cast::<HtmlElement>() {
        // Only a property that is read-only can fail.
        let _ = node.style().set_property(property, value);
    }
}
