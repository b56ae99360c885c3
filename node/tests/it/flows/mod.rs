//! What towns do with one another, from the door of one to the search of the other.

mod adopting;
mod away;
mod blocking;
mod conversations;
mod fetching;
mod following;
mod held;
mod marks;
mod privacy;
mod publishing;
mod walking;
