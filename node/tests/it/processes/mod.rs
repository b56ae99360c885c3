//! The real binary: started, asked, killed with -9 and started again, on both engines.
//!
//! Nothing here reaches into a running node. It is spoken to as people and programs do: by its command line, over HTTP, and with signals. Only after
//! it has ended are its database and its index opened and compared.

#[macro_use]
mod engine;
mod books;
mod connection;
mod place;
mod stub;

mod asking;
mod checking;
mod connecting;
mod damaging;
mod first_start;
mod importing;
mod killing;
mod mailing;
mod networking;
mod register;
mod room;
mod rotating;
mod serving;
mod setting_up;
mod staffing;

/// The collection of real descriptions, if it is here; says loudly when it is not.
fn collection() -> Option<String> {
    let file =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/projects/projects.jsonl");
    let text = std::fs::read_to_string(&file).ok();
    if text.is_none() {
        eprintln!("LOUD SKIP: {} is not here; nothing was tested", file.display());
    }
    text
}
