//! An organisation keeps a circle, or belongs to one.
//!
//! Its owner says who belongs to it, and each organisation says for itself whether it joins. Each act writes the own word and whoever must
//! hear of it; `change.rs` draws the consequences, the same for what people here do and for what neighbours say.

pub mod change;
mod joining;
mod keeping;

pub use joining::{accept, agreed, decline, leave};
pub use keeping::{Words, dissolve, found, invite, remove, reword};
