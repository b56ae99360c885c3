//! People at the doors: coming in, leaving, and what is kept from those who should not come in.

mod account;
mod inviting;
mod links;
mod matrix;
mod members;
mod registering;
mod signing_in;
