//! The index, asked as a node asks it.

mod damage;
mod facets;
mod findable;
mod questions;
mod similar;
mod suggestions;
mod town;
mod visibility;
