//! newsterm: a terminal news reader in which right-to-left text reads right.
//!
//! The rooms of this house, what each may use and what it never names are in
//! `ARCHITECTURE.md`; `tests/architecture.rs` holds the code to that table.

pub mod app;
pub mod cli;
pub mod config;
pub mod feed;
pub mod lang;
pub mod model;
pub mod runtime;
pub mod store;
pub mod term;
pub mod text;
pub mod ui;
