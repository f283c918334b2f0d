//! Queries as the tables answer them.
//!
//! The words of a query are asked of the index at once, as one expression where they are; what else a query
//! says is looked up entry by entry, or leads to another index of entries from the start.

mod expression;
mod ids;
mod looked;
mod newest;
mod ranked;
mod sieve;
mod test;
mod weighing;

pub(super) use newest::Newest;
pub(super) use sieve::Sieve;
#[cfg(test)]
pub(super) use test::{TAGGED, TAGGED_SO};
