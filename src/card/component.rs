//! The card as a Yew component: its life, while [`Drawing`] has its nodes. It decides nothing, and it
//! listens to nothing: clicks and picture events are heard by [`events`](super::events) at the card's
//! root, because Yew never takes back the listeners of a root, and because two copies of Yew on one
//! page mistake each other's.

use std::rc::Rc;

use yew::prelude::*;

use super::drawing::Drawing;
use super::view::CardView;

/// The properties of [`Card`].
#[derive(Clone, Properties)]
pub struct CardProps {
    /// What to draw.
    pub view: Rc<CardView>,
}

/// Each draw makes its view anew, and the drawing compares what comes of it with what is there:
/// comparing the views as well would only be more code to download.
impl PartialEq for CardProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.view, &other.view)
    }
}

/// The card.
pub struct Card(Drawing);

impl Component for Card {
    type Message = ();
    type Properties = CardProps;

    fn create(context: &Context<Self>) -> Self {
        let mut drawing = Drawing::new();
        drawing.draw(&context.props().view);
        Self(drawing)
    }

    fn changed(&mut self, context: &Context<Self>, _: &Self::Properties) -> bool {
        self.0.draw(&context.props().view);
        // The nodes are the same ones: Yew has nothing to do.
        false
    }

    fn view(&self, _: &Context<Self>) -> Html {
        match self.0.base() {
            Some(base) => Html::VRef(base.clone().into()),
            None => Html::default(),
        }
    }
}
