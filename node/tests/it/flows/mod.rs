//! What towns do with one another, from the door of one to the search of the other.

mod absence;
mod adopting;
mod away;
mod blocking;
mod checking;
mod following;
mod held;
mod lists;
mod long_absence;
mod privacy;
mod proxied;
mod publishing;
mod rotating;
mod walking;
