//! People at the doors: coming in, leaving, and what is kept from those who should not come in.

mod matrix;
mod setting_up;
mod signing_in;
