//! The German register of towns: taken in as a file, and asked when an organisation is set up.

use std::io::Read;

use commons::organisation::Handle;
use commons::register::{Gathered, Place, gather};
use commons::{Ags, Organisation, OrganisationKind, Refusal, State};
use flate2::read::GzDecoder;
use store::StoreError;

use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::found::Founding;

/// Bytes of the file, unpacked; the official one has three million.
const LIMIT: u64 = 64 * 1024 * 1024;

/// What is said of a new organisation. What is left out comes from the register, where there is a key.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its host, `auenstadt.de`; with a port only in the laboratory.
    pub host: String,
    /// Its short name.
    pub handle: Handle,
    /// Its full name.
    pub name: Option<String>,
    /// What kind of body it is.
    pub kind: Option<OrganisationKind>,
    /// Its key.
    pub ags: Option<Ags>,
    /// Its county.
    pub county: Option<String>,
    /// Its Land.
    pub state: Option<State>,
    /// Its inhabitants.
    pub population: Option<u64>,
    /// Degrees north and east.
    pub position: Option<(f64, f64)>,
    /// The office to ask.
    pub contact: Option<String>,
}

/// Reads the official file as it is downloaded: plain or packed with gzip, UTF-8 or Latin-1.
///
/// # Errors
/// [`Refusal::NotARegister`] when it is something else.
pub fn read(file: &[u8]) -> Result<Gathered, Refusal> {
    let text = if file.starts_with(&[0x1f, 0x8b]) { unpacked(GzDecoder::new(file)) } else { unpacked(file) }?;
    gather(&decoded(text))
}

fn unpacked(file: impl Read) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let read = file.take(LIMIT + 1).read_to_end(&mut bytes);
    if read.is_ok_and(|read| read as u64 <= LIMIT) { Ok(bytes) } else { Err(Refusal::NotARegister {}) }
}

fn decoded(bytes: Vec<u8>) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
        // In Latin-1 each byte is the number of its character.
        Err(other) => other.into_bytes().into_iter().map(char::from).collect(),
    }
}

/// Puts these places in the place of all that were there, in one transaction. `progress` is told how many are in.
///
/// # Errors
/// When the memory fails; then nothing has changed.
pub async fn replace(
    hall: &Hall,
    places: &[Place],
    progress: &mut (dyn FnMut(usize) + Send),
) -> Result<(), Failure> {
    let mut change = hall.store.begin().await?;
    change.register().replace_all(places, progress).await?;
    change.commit().await?;
    Ok(())
}

/// Completes what is said of a new organisation from the register. What is said wins.
///
/// # Errors
/// When the name is neither said nor in the register.
pub async fn complete(hall: &Hall, said: Said) -> Result<Founding, Failure> {
    let place = match &said.ags {
        Some(ags) => place(hall, ags).await?,
        None => None,
    };
    let name = said.name.or_else(|| place.as_ref().map(|place| place.name.clone()));
    let name = name.ok_or_else(|| match &said.ags {
        Some(ags) => Refusal::UnknownAgs { ags: ags.as_str().to_owned() },
        None => Refusal::Missing { field: "--name" },
    })?;
    let place = place.as_ref();
    let kind = said.kind.or(place.map(|place| place.kind)).unwrap_or(OrganisationKind::Municipality);
    Ok(Founding {
        host: said.host,
        handle: said.handle,
        name,
        kind,
        ags: place.map(|place| place.key.clone()).or(said.ags),
        county: said.county.or_else(|| place.and_then(|place| place.county.clone())),
        state: said.state.or(place.map(|place| place.state)),
        population: said.population.or(place.map(|place| place.population)),
        position: said.position,
        contact: said.contact,
    })
}

/// Notes at which day the keys an organisation serves were valid, as far as the register knows them.
///
/// # Errors
/// When the memory fails.
pub async fn date(hall: &Hall, organisation: &mut Organisation) -> Result<(), Failure> {
    for served in &mut organisation.serves {
        served.valid_on = place(hall, &served.ags).await?.map(|place| place.valid_on);
    }
    Ok(())
}

/// The place with this key. A town that is its own county is found by the key of the county, too.
async fn place(hall: &Hall, ags: &Ags) -> Result<Option<Place>, StoreError> {
    let mut reading = hall.store.reading().await?;
    let found = reading.register().by_key(ags).await?;
    if found.is_some() || ags.as_str().len() != 5 {
        return Ok(found);
    }
    match Ags::parse(&format!("{}000", ags.as_str())) {
        Ok(town) => reading.register().by_key(&town).await,
        Err(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::read;
    use commons::Refusal;

    fn line() -> String {
        format!("602026022801977001{:<4}{:<100}64{:<15}00000000800    \n", "0001", "Wünschdorf", "")
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("room");
        encoder.finish().expect("room")
    }

    #[test]
    fn plain_and_packed_in_utf8_and_latin1_are_one() {
        let latin1: Vec<u8> =
            line().chars().map(|character| u8::try_from(character).expect("Latin-1")).collect();
        let with_mark = format!("\u{feff}{}", line());
        for file in
            [line().as_bytes(), &latin1, with_mark.as_bytes(), &packed(line().as_bytes()), &packed(&latin1)]
        {
            let gathered = read(file).expect("a register");
            assert_eq!(gathered.places[0].name, "Gemeinde Wünschdorf");
            assert_eq!((gathered.places[0].population, gathered.odd.len()), (800, 0));
        }
    }

    #[test]
    fn what_is_cut_off_or_something_else_is_refused() {
        let packed = packed(line().as_bytes());
        for file in [&packed[..packed.len() - 9], &packed[..2], b"", b"PK\x03\x04 a zip", &[0xff; 1000]] {
            assert_eq!(read(file), Err(Refusal::NotARegister {}));
        }
    }
}
