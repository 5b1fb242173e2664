//! The workbench's parts. They draw the state and say what was done to them; none decides anything.

mod app;
mod avatar;
mod badges;
mod cell;
mod charts;
mod chooser;
mod columns;
mod compare;
mod count;
mod export;
mod file_button;
mod filters;
mod grid;
mod header;
mod icon;
mod kept;
mod list_head;
mod open;
mod opt_out;
mod outreach;
mod pick_columns;
mod plan;
mod results;
mod row;
mod run;
mod side_card;
mod start;

pub use app::{App, AppProps};
