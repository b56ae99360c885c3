//! People at the doors: coming in, leaving, and what is kept from those who should not come in.

mod connecting;
mod incoming;
mod neighbours;
mod requests;
mod signing_in;
