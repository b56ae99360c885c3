//! What goes over the wire, against real keys and a real socket.

mod documents;
mod fetching;
mod guarding;
mod hand;
mod knocking;
mod letters;
mod markup;
mod members;
mod objects;
mod probing;
mod proxy;
mod published;
mod secure;
mod signatures;
mod signing;
mod stub;
mod ways;
