//! What towns do with one another, from the door of one to the search of the other.

mod adopting;
mod away;
mod blocking;
mod flagging;
mod following;
mod held;
mod moving;
mod privacy;
mod publishing;
mod turning_away;
mod walking;
