//! The card as a Yew component: its life, while [`Drawing`] says what its nodes show. It decides
//! nothing, and it listens to nothing: clicks and picture events are heard by the shell at the card's
//! root, because Yew never takes back the listeners of a root, and because two copies of Yew on one
//! page mistake each other's.

use std::rc::Rc;

use yew::prelude::*;

use super::drawing::Drawing;
use super::face::Face;
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
pub struct Card {
    drawing: Drawing,
    face: Face,
}

impl Card {
    fn draw(&mut self, view: &CardView) {
        let operations = self.drawing.draw(view);
        if !operations.is_empty() {
            self.face.draw(&operations);
        }
    }
}

impl Component for Card {
    type Message = ();
    type Properties = CardProps;

    fn create(context: &Context<Self>) -> Self {
        let mut card = Self {
            drawing: Drawing::default(),
            face: Face::new(),
        };
        card.draw(&context.props().view);
        card
    }

    fn changed(&mut self, context: &Context<Self>, _: &Self::Properties) -> bool {
        self.draw(&context.props().view);
        // The nodes are the same ones: Yew has nothing to do.
        false
    }

    fn view(&self, _: &Context<Self>) -> Html {
        Html::VRef(self.face.base())
    }
}
