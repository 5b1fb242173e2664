//! The workbench's parts. They draw the state and say what was done to them; none decides anything.

mod app;
mod avatar;
mod badges;
mod cancel;
mod cell;
mod charts;
mod chooser;
mod columns;
mod compare;
mod count;
mod export;
mod failures;
mod file_button;
mod filters;
mod footer;
mod grid;
mod header;
mod icon;
mod keep;
mod kept;
mod list_head;
mod make_record;
mod open;
mod opt_out;
mod outreach;
mod pick_columns;
mod pictures_line;
mod plan;
mod record_page;
mod results;
mod row;
mod run;
mod selection_bar;
mod side_card;
mod start;

pub use app::{App, AppProps};
