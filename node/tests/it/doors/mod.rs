//! People at the doors: coming in, leaving, reading, what they do while reading, and what is kept from those who should not come in.

mod account;
mod adopting;
mod asking;
mod blocks;
mod connecting;
mod incoming;
mod inviting;
mod legal;
mod links;
mod lists;
mod matrix;
mod members;
mod moving_on;
mod my_area;
mod neighbours;
mod operator;
mod reading;
mod registering;
mod reporting;
mod requests;
mod setting_up;
mod settings;
mod signing_in;
mod usage;
mod watching;
mod writing;
