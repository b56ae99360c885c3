//! What towns do with one another, from the door of one to the search of the other.

mod absence;
mod adopting;
mod away;
mod blocking;
mod checking;
mod circle_letters;
mod circles;
mod conversations;
mod convoys;
mod demonstration;
mod digests;
mod fetching;
mod flagging;
mod following;
mod held;
mod lists;
mod long_absence;
mod marks;
mod moving;
mod privacy;
mod proxied;
mod publishing;
mod rotating;
mod themes;
mod turning_away;
mod walking;
