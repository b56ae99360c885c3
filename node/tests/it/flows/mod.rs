//! What towns do with one another, from the door of one to the search of the other.

mod adopting;
mod away;
mod blocking;
mod circle_letters;
mod circles;
mod following;
mod held;
mod privacy;
mod publishing;
mod walking;
