//! What happens. Every door calls these; each decides, and writes what it decided in one transaction.

pub mod accept;
pub mod account;
pub mod adopt;
pub mod block;
pub mod check;
pub mod circle;
pub mod comment;
pub mod confirm;
pub mod conversation;
pub mod convoy;
pub mod desk;
pub mod draft;
pub mod drafting;
pub mod enrol;
pub mod follow;
pub mod found;
pub mod hear;
pub mod held;
pub mod import;
pub mod invite;
pub mod link;
pub mod lists;
pub mod look;
pub mod mark;
pub mod misses;
pub mod moving;
pub mod newcomer;
pub mod notify;
pub mod parked;
pub mod post;
pub mod progress;
pub mod publish;
pub mod register;
pub mod remembering;
pub mod report;
pub mod revise;
pub mod rotate;
pub mod saved;
pub mod session;
pub mod staff;
pub mod tell;
pub mod themes;
pub mod throttle;
pub mod ticket;
pub mod token;
pub mod told;
pub mod try_now;
pub mod turn_away;
pub mod withdraw;

// What was missed is found again.
pub mod restored;
pub mod silence;
pub mod surplus;
pub mod visited;
pub mod walked;

// The house: setting it up, and what its organisations show of themselves.
pub mod barrier;
pub mod describe;
pub mod entrust;
pub mod legal;
pub mod logo;
pub mod outside;
pub mod setting_up;
