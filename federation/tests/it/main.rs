//! What goes over the wire, against real keys and a real socket.

mod documents;
mod fetching;
mod guarding;
mod hand;
mod letters;
mod markup;
mod members;
mod objects;
mod probing;
mod published;
mod signatures;
mod stub;
