//! The statuses that collections use, and ours. What is not in the table stays unknown, with the source's word kept beside it.

use commons::Status;

/// Our status for a source's word, compared without case and surrounding space; of several words with commas the first that is known.
pub fn status(word: &str) -> Status {
    word.split(',')
        .map(|word| single(word.trim()))
        .find(|status| *status != Status::Unknown)
        .unwrap_or(Status::Unknown)
}

fn single(word: &str) -> Status {
    match word.to_lowercase().as_str() {
        "idee" | "idea" | "concept" | "konzept" | "konzeptionierung" | "machbarkeitsstudie" => Status::Idea,
        "geplant" | "planned" | "in planung" => Status::Planned,
        "in arbeit" | "in entwicklung" | "development" | "in development" | "in progress" | "entwicklung"
        | "datensammlung" => Status::InDevelopment,
        "pilot" | "prototyp" | "prototype" | "beta" | "in test" | "testbetrieb" => Status::Pilot,
        "laufend"
        | "ongoing"
        | "active"
        | "aktiv"
        | "stable"
        | "released"
        | "im produktivbetrieb"
        | "produktiv"
        | "running"
        | "laufend aktualisiert"
        | "wird jährlich aktualisiert" => Status::Running,
        "ruht" | "pausiert" | "paused" | "festgefahren" | "on hold" => Status::Paused,
        "abgeschlossen" | "beendet" | "finished" | "fertig" | "done" | "dead" | "discontinued"
        | "obsolete" | "eingestellt" | "verwaist" | "ended" => Status::Ended,
        _ => Status::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use commons::Status;

    use super::status;

    #[test]
    fn words_of_real_collections_find_their_status() {
        for (word, expected) in [
            ("geplant", Status::Planned),
            ("Finished", Status::Ended),
            ("Laufend, Konzeptionierung, Datensammlung, Sucht Mitmacher", Status::Running),
            ("Sucht Mitmacher", Status::Unknown),
            ("Verwaist, sucht Mitmacher", Status::Ended),
            ("", Status::Unknown),
        ] {
            assert_eq!(status(word), expected, "{word}");
        }
    }
}
