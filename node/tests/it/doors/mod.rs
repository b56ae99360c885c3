//! People at the doors: coming in, leaving, and what is kept from those who should not come in.

mod legal;
mod matrix;
mod operator;
mod setting_up;
mod settings;
mod signing_in;
