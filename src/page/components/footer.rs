//! Where the page's data comes from, and what it doesn't do.

use yew::prelude::*;

#[component]
pub fn Footer() -> Html {
    html! {
        <footer class="site-footer">
            <p>
                {"Only what the person has made public. Privacy settings are never bypassed. "}
                {"Answers come from the lookup service that this gateway is set up with, and say when they were checked."}
            </p>
            <p>
                {"Numbers and answers aren’t stored: they stay in this tab’s memory until you clear the list or close it."}
            </p>
            <p>{"Not affiliated with WhatsApp or Meta."}</p>
        </footer>
    }
}
