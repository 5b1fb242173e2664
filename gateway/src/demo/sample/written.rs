//! How people write their numbers down.

use super::super::seed::Seed;
use crate::Digits;

/// A number as somebody in its country, or abroad, may have written it. `#` is a digit.
fn forms(digits: &str) -> &'static [&'static str] {
    match digits {
        d if d.starts_with('1') => &[
            "+# ### ### ####",
            "+# (###) ###-####",
            "!(###) ###-####",
            "!###-###-####",
            "+###########",
        ],
        d if d.starts_with("4477") => &["+## #### ######", "!!0#### ######", "00## #### ######"],
        d if d.starts_with("4420") => &["!!0## #### ####", "+## (0)## #### ####"],
        d if d.starts_with("44") => &["!!0#### ######", "+## #### ######"],
        d if d.starts_with("4930") => &["!!0## #####-###", "!!(0##) ########", "+## ## ##### ###"],
        d if d.starts_with("49") => &["!!0### #######", "+## ### #######"],
        d if d.starts_with("33") => &["!!0# ## ## ## ##", "+## # ## ## ## ##", "=\"+###########\""],
        d if d.starts_with("468") => &["!!0#-### ### ##", "+## # ### ### ##"],
        d if d.starts_with("4670") => &["!!0##-### ## ##", "+## ## ### ## ##"],
        d if d.starts_with("46") => &["!!0##-### ## ##", "+## ## ### ## ##"],
        _ => &["!!(0#) #### ####", "+## # #### ####"],
    }
}

/// One way to write a number. `!` leaves a digit out: those of the calling code, in the country itself.
pub(super) fn written(number: &Digits, seed: &mut Seed) -> String {
    let form = seed.pick(forms(number.as_str()), "+###############");
    let mut digits = number.as_str().chars();
    let mut text = String::new();
    for place in form.chars() {
        match place {
            '#' => text.extend(digits.next()),
            '!' => drop(digits.next()),
            other => text.push(other),
        }
    }
    assert_eq!(digits.next(), None, "{form} is too short for {number:?}");
    text
}
