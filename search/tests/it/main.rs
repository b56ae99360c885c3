//! The index, asked as a node asks it.

mod asking;
mod damage;
mod facets;
mod findable;
mod questions;
mod town;
mod visibility;
