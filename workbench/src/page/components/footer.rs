//! What the workbench says at its end.

use yew::prelude::*;

#[component]
pub fn Footer() -> Html {
    html! {
        <footer class="site-footer">
            <p>
                {"Only what people have made public. Privacy settings are never bypassed. "}
                {"Answers come from the lookup service that this gateway is set up with, and say when they were checked."}
            </p>
            <p>{"Not affiliated with WhatsApp or Meta."}</p>
        </footer>
    }
}
