//! The index, asked as a node asks it.

mod asking;
mod changed;
mod damage;
mod facets;
mod findable;
mod hidden;
mod killed;
mod likeness;
mod memory;
mod questions;
mod room;
mod similar;
mod suggestions;
mod town;
mod visibility;
