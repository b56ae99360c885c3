//! Towns like one's own: as large, in the same Land, near by. What they did can be done here too, so it may come first.

use commons::Organisation;
use tantivy::columnar::Column;
use tantivy::{DocId, Score};

/// What being as large is worth; a size class more or less is worth half of it.
const AS_LARGE: Score = 0.4;
/// What lying in the same Land is worth: its law, its programmes, its provider.
const SAME_LAND: Score = 0.3;
/// What lying next door is worth; it fades with the distance.
const NEXT_DOOR: Score = 0.4;
/// From how many kilometres on distance says nothing any more.
const FAR: f64 = 150.0;
/// How near, in kilometres, a county is on average where no coordinates are known.
const WITHIN_A_COUNTY: f64 = 25.0;

/// The town whose like is looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kin(Home);

impl Kin {
    /// Towns like this one; none where nothing is known by which others could be like it.
    pub fn of(organisation: &Organisation) -> Option<Self> {
        let home = Home::of(organisation);
        (home != Home::default()).then_some(Self(home))
    }

    /// By how much a document counts for more: 1 for one that has nothing in common, at most 2.1.
    pub(crate) fn factor(&self, homes: &Column<i64>, document: DocId) -> Score {
        homes.first(document).map_or(1.0, |packed| self.0.likeness(Home::unpacked(packed)))
    }
}

/// Where an organisation is at home, in one number: size class, Land, county, and the place to a hundredth of a degree.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Home {
    /// 1 to 7; 0: not known.
    size: u8,
    /// The place of the Land among all, from 1; 0: not known.
    land: u8,
    /// The five digits of the county's key; 0: not known.
    county: u32,
    /// Hundredths of a degree, north and east; both 0: not known.
    place: (i16, i16),
}

impl Home {
    /// That of an organisation.
    pub fn of(organisation: &Organisation) -> Self {
        let land = organisation.state.and_then(|state| {
            commons::State::ALL
                .iter()
                .position(|one| *one == state)
                .and_then(|place| u8::try_from(place + 1).ok())
        });
        let county =
            organisation.serves.first().and_then(|served| served.ags.as_str().get(..5)?.parse().ok());
        let hundredths = |degrees: f64| (degrees * 100.0).round() as i16;
        let place = organisation.latitude.zip(organisation.longitude);
        Self {
            size: organisation.size_class().map_or(0, commons::SizeClass::number),
            land: land.unwrap_or_default(),
            county: county.unwrap_or_default(),
            place: place.map_or((0, 0), |(north, east)| (hundredths(north), hundredths(east))),
        }
    }

    /// As it stands in the index.
    pub fn packed(self) -> i64 {
        let (north, east) = (self.place.0 as u16, self.place.1 as u16);
        i64::from(self.size) << 56
            | i64::from(self.land) << 50
            | i64::from(self.county) << 32
            | i64::from(north) << 16
            | i64::from(east)
    }

    fn unpacked(packed: i64) -> Self {
        let bits = |from: u32, many: u32| (packed >> from) & ((1 << many) - 1);
        Self {
            size: bits(56, 4) as u8,
            land: bits(50, 6) as u8,
            county: bits(32, 18) as u32,
            place: (bits(16, 16) as u16 as i16, bits(0, 16) as u16 as i16),
        }
    }

    fn likeness(self, other: Self) -> Score {
        let as_large = match self.size.abs_diff(other.size) {
            _ if self.size == 0 || other.size == 0 => 0.0,
            0 => AS_LARGE,
            1 => AS_LARGE / 2.0,
            _ => 0.0,
        };
        let same_land = if self.land != 0 && self.land == other.land { SAME_LAND } else { 0.0 };
        let near = self.distance(other).map_or(0.0, |kilometres| (1.0 - kilometres / FAR).max(0.0)) as Score;
        1.0 + as_large + same_land + NEXT_DOOR * near
    }

    /// Kilometres between two, on a plane that touches the ground there: within Germany that is exact enough.
    fn distance(self, other: Self) -> Option<f64> {
        const KILOMETRES: f64 = 1.112;
        if self.place == (0, 0) || other.place == (0, 0) {
            return (self.county != 0 && self.county == other.county).then_some(WITHIN_A_COUNTY);
        }
        let between = |one: i16, two: i16| (f64::from(one) - f64::from(two)) * KILOMETRES;
        let narrowing = (f64::from(self.place.0) / 100.0).to_radians().cos();
        Some(between(self.place.0, other.place.0).hypot(between(self.place.1, other.place.1) * narrowing))
    }
}

#[cfg(test)]
mod tests {
    use commons::{Ags, Iri, Organisation, OrganisationKind, Served, State};

    use super::{Home, Kin};

    fn town(population: u64, state: State, place: Option<(f64, f64)>, key: &str) -> Organisation {
        let iri = Iri::parse("id", "https://a.de/").expect("an id");
        let ags = Ags::parse(key).expect("a key");
        Organisation {
            population: Some(population),
            state: Some(state),
            latitude: place.map(|place| place.0),
            longitude: place.map(|place| place.1),
            serves: vec![Served { ags, valid_on: None }],
            ..Organisation::new(iri, "a.de", "a", "Stadt A", OrganisationKind::Municipality)
        }
    }

    #[test]
    fn a_home_is_read_as_it_was_packed() {
        for place in [Some((50.98, 11.03)), Some((-33.9, -151.2)), None] {
            let home = Home::of(&town(8_000, State::Thuringia, place, "16077001"));
            assert_eq!(Home::unpacked(home.packed()), home, "{home:?}");
        }
        assert_eq!(Home::unpacked(Home::default().packed()), Home::default());
    }

    #[test]
    fn the_more_two_towns_have_in_common_the_more_it_counts() {
        let erfurt = (50.98, 11.03);
        let home = Home::of(&town(8_000, State::Thuringia, Some(erfurt), "16068001"));
        let like =
            |population, state, place| home.likeness(Home::of(&town(population, state, place, "01001000")));
        let weimar = like(8_500, State::Thuringia, Some((50.98, 11.33)));
        let halle = like(15_000, State::SaxonyAnhalt, Some((51.48, 11.97)));
        let kiel = like(250_000, State::SchleswigHolstein, Some((54.32, 10.14)));
        assert!(weimar > halle && halle > kiel, "{weimar} {halle} {kiel}");
        assert!((kiel - 1.0).abs() < f32::EPSILON && weimar < 2.1, "{kiel} {weimar}");
    }

    #[test]
    fn two_places_are_as_far_apart_as_on_the_map() {
        let at = |place| Home::of(&town(1, State::Berlin, Some(place), "11000000"));
        let apart = at((52.52, 13.40)).distance(at((48.14, 11.58))).expect("a distance");
        assert!((490.0..520.0).contains(&apart), "Berlin and München: {apart} km");
    }

    #[test]
    fn without_coordinates_the_county_says_who_is_near() {
        let one = Home::of(&town(8_000, State::Thuringia, None, "16077001"));
        let same = Home::of(&town(8_000, State::Thuringia, None, "16077044"));
        let other = Home::of(&town(8_000, State::Thuringia, None, "16051000"));
        assert!(one.likeness(same) > one.likeness(other));
    }

    #[test]
    fn of_whom_nothing_is_known_nobody_is_like() {
        let iri = Iri::parse("id", "https://a.de/").expect("an id");
        assert_eq!(Kin::of(&Organisation::new(iri, "a.de", "a", "Verein A", OrganisationKind::Other)), None);
    }
}
