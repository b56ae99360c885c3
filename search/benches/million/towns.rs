//! Who writes: the towns and counties of the register, large ones more than small ones.

use std::fs;
use std::io::Read;
use std::path::Path;

use commons::{Iri, Organisation, OrganisationKind, register};

use crate::Failure;

/// Organisations where the register is not at hand.
const INVENTED: usize = 2_000;

/// All organisations, in the order of their keys.
pub fn read(data: &Path) -> Result<Vec<Organisation>, Failure> {
    let file = data.join("register/GV100AD_28022026.txt.gz");
    let Ok(packed) = fs::read(&file) else {
        println!(
            "LOUD: {} is not here; {INVENTED} invented towns take the place of real ones",
            file.display()
        );
        return (0..INVENTED).map(invented).collect();
    };
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut bytes)?;
    let text = String::from_utf8(bytes).unwrap_or_else(|error| {
        // Latin-1.
        error.as_bytes().iter().map(|byte| char::from(*byte)).collect()
    });
    let gathered = register::gather(&text).map_err(|refusal| format!("{refusal:?}"))?;
    let wanted = [OrganisationKind::Municipality, OrganisationKind::County];
    gathered.places.iter().filter(|place| wanted.contains(&place.kind)).map(organisation).collect()
}

fn organisation(place: &register::Place) -> Result<Organisation, Failure> {
    let host = format!("k{}.example", place.key.as_str());
    let iri = Iri::parse("id", &format!("https://{host}/"))?;
    let handle = format!("k{}", place.key.as_str());
    Ok(Organisation {
        county: place.county.clone(),
        state: Some(place.state),
        population: Some(place.population),
        ..Organisation::new(iri, &host, &handle, &place.name, place.kind)
    })
}

fn invented(number: usize) -> Result<Organisation, Failure> {
    let host = format!("k{number}.example");
    let iri = Iri::parse("id", &format!("https://{host}/"))?;
    let state = commons::State::ALL[number % commons::State::ALL.len()];
    let name = format!("Gemeinde Neustadt {number}");
    Ok(Organisation {
        state: Some(state),
        population: Some(500 + number as u64 * 37),
        ..Organisation::new(iri, &host, &format!("k{number}"), &name, OrganisationKind::Municipality)
    })
}
