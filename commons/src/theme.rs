//! Themes: a short list of words for what towns look for, so that an umbrella body can be told what is missing without a word that somebody typed.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Refusal, Time};

codes! {
    /// What towns look for.
    pub enum Theme as theme {
        OnlineServices = "online-services", "Online-Anträge und Formulare", "Online applications and forms";
        Appointments = "appointments", "Termine und Wartezeiten", "Appointments and waiting";
        CitizenOffice = "citizen-office", "Bürgerbüro", "Citizens' office";
        Identity = "identity", "Ausweis, Konto, Anmeldung", "Identity, account, sign-in";
        Payment = "payment", "Bezahlen", "Payment";
        Records = "records", "Akten und Archiv", "Records and archive";
        Signature = "signature", "Unterschrift und Siegel", "Signature and seal";
        Post = "post", "Post und Rechnungen", "Post and invoices";
        Council = "council", "Rat und Sitzungen", "Council and meetings";
        Participation = "participation", "Beteiligung", "Participation";
        Website = "website", "Website und App", "Website and app";
        Chat = "chat", "Auskunft und Chatbot", "Information and chatbot";
        Ai = "ai", "Künstliche Intelligenz", "Artificial intelligence";
        OpenData = "open-data", "Offene Daten", "Open data";
        Maps = "maps", "Karten und Geodaten", "Maps and geodata";
        Sensors = "sensors", "Sensoren und Funknetze", "Sensors and radio networks";
        Twin = "twin", "Digitaler Zwilling", "Digital twin";
        Building = "building", "Bauen und Bauantrag", "Building and permits";
        Property = "property", "Liegenschaften und Bauhof", "Property and depot";
        Waste = "waste", "Abfall", "Waste";
        Water = "water", "Wasser und Hochwasser", "Water and flooding";
        Energy = "energy", "Energie und Wärme", "Energy and heat";
        Climate = "climate", "Klima und Umwelt", "Climate and environment";
        Mobility = "mobility", "Verkehr und Parken", "Traffic and parking";
        DayCare = "day-care", "Kita", "Day care";
        School = "school", "Schule", "School";
        Youth = "youth", "Jugend", "Youth";
        Older = "older", "Ältere Menschen", "Older people";
        Inclusion = "inclusion", "Barrierefreiheit und Sprache", "Accessibility and language";
        Integration = "integration", "Zuwanderung", "Immigration";
        Social = "social", "Soziales und Wohnen", "Social affairs and housing";
        Health = "health", "Gesundheit", "Health";
        Volunteering = "volunteering", "Ehrenamt und Vereine", "Volunteering and clubs";
        Culture = "culture", "Kultur, Bibliothek, Sport", "Culture, library, sport";
        Tourism = "tourism", "Tourismus", "Tourism";
        Economy = "economy", "Wirtschaft und Innenstadt", "Economy and town centre";
        Fire = "fire", "Feuerwehr und Katastrophenschutz", "Fire brigade and civil protection";
        Order = "order", "Ordnung und Gewerbe", "Public order and trade";
        Registry = "registry", "Standesamt und Meldewesen", "Registry office";
        Taxes = "taxes", "Steuern und Gebühren", "Taxes and fees";
        Procurement = "procurement", "Vergabe und Haushalt", "Procurement and budget";
        Funding = "funding", "Fördermittel", "Funding";
        Staff = "staff", "Personal und Ausbildung", "Staff and training";
        Workplace = "workplace", "Arbeitsplatz und Homeoffice", "Workplace and working from home";
        Strategy = "strategy", "Strategie und Prozesse", "Strategy and processes";
        Security = "security", "Informationssicherheit und Datenschutz", "Security and data protection";
        Networks = "networks", "Breitband, WLAN, Rechenzentrum", "Broadband, Wi-Fi, data centre";
        FreeSoftware = "free-software", "Freie Software", "Free software";
        Elections = "elections", "Wahlen", "Elections";
    }
}

impl Theme {
    /// Words by which somebody may look for it. The index knows their other forms and their compounds.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::OnlineServices => {
                &["Onlineantrag", "Online-Dienst", "Formular", "OZG", "Onlinezugang", "EfA", "Bürgerportal"]
            }
            Self::Appointments => &["Termin", "Terminvergabe", "Warteschlange", "Aufruf"],
            Self::CitizenOffice => {
                &["Bürgerbüro", "Bürgerservice", "Bürgeramt", "Servicestelle", "Bürgerterminal"]
            }
            Self::Identity => &["Ausweis", "eID", "BundID", "Nutzerkonto", "Anmeldung", "Keycloak"],
            Self::Payment => &["Bezahlen", "Bezahlung", "ePayment", "Kasse"],
            Self::Records => &["E-Akte", "Akte", "DMS", "Archiv", "Scannen", "Registratur"],
            Self::Signature => &["Signatur", "Unterschrift", "Siegel"],
            Self::Post => &["Posteingang", "E-Rechnung", "Rechnung", "Postfach", "Brief"],
            Self::Council => {
                &["Ratsinformation", "Gemeinderat", "Stadtrat", "Gremien", "Sitzung", "Livestream"]
            }
            Self::Participation => &["Beteiligung", "Mängelmelder", "Bürgerhaushalt", "Umfrage"],
            Self::Website => &["Website", "Webseite", "Homepage", "App", "Bürger-App"],
            Self::Chat => &["Chatbot", "Telefonassistent", "Auskunft", "115"],
            Self::Ai => &["KI", "künstliche Intelligenz", "Sprachmodell", "ChatGPT"],
            Self::OpenData => &["Open Data", "offene Daten", "Datenplattform", "Datenportal", "Dashboard"],
            Self::Maps => &["Geoportal", "GIS", "Geodaten", "Karte", "Drohne"],
            Self::Sensors => &["Sensor", "LoRaWAN", "Sensorik", "IoT", "Messnetz"],
            Self::Twin => &["digitaler Zwilling", "3D-Modell", "Stadtmodell"],
            Self::Building => &["Bauantrag", "Baugenehmigung", "Bauleitplanung", "Bebauungsplan", "BIM"],
            Self::Property => {
                &["Liegenschaft", "Gebäudemanagement", "Bauhof", "Winterdienst", "Grünpflege", "Friedhof"]
            }
            Self::Waste => &["Abfall", "Müll", "Wertstoffhof", "Sperrmüll"],
            Self::Water => &["Hochwasser", "Wasserzähler", "Pegel", "Abwasser", "Trinkwasser", "Starkregen"],
            Self::Energy => &["Energie", "Wärmeplanung", "Photovoltaik", "Beleuchtung", "Ladesäule"],
            Self::Climate => &["Klima", "Hitze", "Umwelt", "Luftqualität", "Bäume"],
            Self::Mobility => {
                &["Verkehr", "Parken", "Radverkehr", "Radweg", "Nahverkehr", "Bürgerbus", "Ampel", "Straße"]
            }
            Self::DayCare => {
                &["Kita", "Kindergarten", "Elternbeitrag", "Kindertagesstätte", "Kindertagespflege"]
            }
            Self::School => &["Schule", "Schulträger", "Schulessen", "Schülerbeförderung", "Ganztag"],
            Self::Youth => &["Jugend", "Jugendamt", "Ferienprogramm", "Jugendzentrum"],
            Self::Older => &["Senioren", "Ältere", "Pflege"],
            Self::Inclusion => {
                &["Barrierefreiheit", "barrierefrei", "leichte Sprache", "Gebärdensprache", "Rollstuhl"]
            }
            Self::Integration => {
                &["Ausländerbehörde", "Einbürgerung", "Integration", "Geflüchtete", "Aufenthaltstitel"]
            }
            Self::Social => &["Wohngeld", "Sozialamt", "Unterhaltsvorschuss", "Wohnung", "Obdach"],
            Self::Health => &["Gesundheitsamt", "Gesundheit", "Arzt", "Telemedizin"],
            Self::Volunteering => &["Ehrenamt", "Verein", "Nachbarschaft", "Ehrenamtskarte"],
            Self::Culture => &["Bibliothek", "Museum", "Kultur", "Sporthalle", "Schwimmbad", "Hallenbuchung"],
            Self::Tourism => &["Tourismus", "Kurtaxe", "Gästekarte", "Wanderweg"],
            Self::Economy => {
                &["Wirtschaftsförderung", "Innenstadt", "Leerstand", "Coworking", "Gewerbegebiet"]
            }
            Self::Fire => &["Feuerwehr", "Katastrophenschutz", "Sirene", "Warnung", "Krisenstab"],
            Self::Order => &["Ordnungsamt", "Gewerbeanmeldung", "Bußgeld", "Fundbüro", "Gaststätte"],
            Self::Registry => {
                &["Standesamt", "Meldewesen", "Ummeldung", "Wohnsitzanmeldung", "Urkunde", "Trauung"]
            }
            Self::Taxes => &["Hundesteuer", "Grundsteuer", "Gewerbesteuer", "Gebühren", "Steuerbescheid"],
            Self::Procurement => &["Vergabe", "Ausschreibung", "Beschaffung", "Haushalt", "Doppik"],
            Self::Funding => &["Fördermittel", "Förderprogramm", "Förderung"],
            Self::Staff => {
                &["Personal", "Bewerbung", "Ausbildung", "Fortbildung", "Schulung", "Zeiterfassung"]
            }
            Self::Workplace => {
                &["Homeoffice", "Arbeitsplatz", "Videokonferenz", "Telefonanlage", "Desk Sharing"]
            }
            Self::Strategy => {
                &["Digitalisierungsstrategie", "Strategie", "Prozessmanagement", "BPMN", "Wissensmanagement"]
            }
            Self::Security => {
                &["Informationssicherheit", "IT-Sicherheit", "Datenschutz", "Notfallplan", "BSI", "Phishing"]
            }
            Self::Networks => &["Breitband", "Glasfaser", "WLAN", "Rechenzentrum", "Cloud", "5G"],
            Self::FreeSoftware => &["Open Source", "freie Software", "Linux", "openDesk", "Nextcloud"],
            Self::Elections => &["Wahl", "Briefwahl", "Wahlhelfer"],
        }
    }
}

/// A month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The month before the one in which this instant lies: the last that is over.
    pub fn before(now: Time) -> Self {
        let date = now.date();
        match date.month() {
            1 => Self { year: date.year() - 1, month: 12 },
            month => Self { year: date.year(), month: month - 1 },
        }
    }

    /// Reads `2026-10`.
    ///
    /// # Errors
    /// [`Refusal::NotADate`] for everything else.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let bad = || Refusal::NotADate { field: "month" };
        if text.len() != 7 {
            return Err(bad());
        }
        let first = Time::parse(&format!("{text}-01")).ok_or_else(bad)?.date();
        Ok(Self { year: first.year(), month: first.month() })
    }

    /// Its first instant, and the first after it.
    pub fn span(self) -> (Time, Time) {
        let next = match self.month {
            12 => Self { year: self.year + 1, month: 1 },
            month => Self { year: self.year, month: month + 1 },
        };
        (self.first(), next.first())
    }

    /// How many months lie between it and another that comes later.
    pub fn until(self, later: Self) -> i32 {
        let months = |month: Self| i32::from(month.year) * 12 + i32::from(month.month);
        months(later) - months(self)
    }

    fn first(self) -> Time {
        Time::parse(&format!("{self}-01")).unwrap_or_default()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// How often which themes were looked for and not found.
pub type ThemeCounts = BTreeMap<Theme, u32>;

/// What an organisation tells its umbrella body of one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeReport {
    /// Which month.
    pub month: Month,
    /// How often what was missing.
    pub counts: ThemeCounts,
}

/// The report as it is written down and sent.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Written {
    month: String,
    themes: BTreeMap<String, u32>,
}

impl ThemeReport {
    /// Most a count may say: more searches than that no town has in a month.
    pub const MOST: u32 = 1_000_000;

    /// As JSON.
    pub fn to_json(&self) -> serde_json::Value {
        let themes = self.counts.iter().map(|(theme, count)| (theme.code().to_owned(), *count)).collect();
        serde_json::to_value(Written { month: self.month.to_string(), themes }).unwrap_or_default()
    }

    /// Reads what [`Self::to_json`] wrote. Themes of a later version are passed over.
    ///
    /// # Errors
    /// Where it is something else, or says more than a list of themes can.
    pub fn read(json: &serde_json::Value) -> Result<Self, Refusal> {
        let written = Written::deserialize(json).map_err(|_| Refusal::Missing { field: "themes" })?;
        let known =
            |(code, count): (&String, &u32)| Some((Theme::parse(code).ok()?, (*count).min(Self::MOST)));
        if written.themes.len() > 2 * Theme::ALL.len() {
            return Err(Refusal::TooMany { field: "themes", limit: 2 * Theme::ALL.len() });
        }
        let counts = written.themes.iter().filter_map(known).filter(|(_, count)| *count > 0).collect();
        Ok(Self { month: Month::parse(&written.month)?, counts })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Month, Theme, ThemeReport};
    use crate::Time;

    #[test]
    fn months_are_read_counted_and_spanned() {
        let at = |text: &str| Month::before(Time::parse(text).expect("a time")).to_string();
        assert_eq!((at("2026-01-31").as_str(), at("2026-11-01").as_str()), ("2025-12", "2026-10"));
        let december = Month::parse("2025-12").expect("a month");
        let (from, to) = december.span();
        assert_eq!(
            (from.to_string().as_str(), to.to_string().as_str()),
            ("2025-12-01T00:00:00Z", "2026-01-01T00:00:00Z")
        );
        assert_eq!(december.until(Month::parse("2026-10").expect("a month")), 10);
        for bad in ["", "2026", "2026-13", "2026-1", "2026-10-01", "x026-10", "26-10-1"] {
            assert!(Month::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_report_is_read_as_it_was_written_and_holds_no_other_words() {
        let counts = [(Theme::DayCare, 3), (Theme::Ai, 1)].into();
        let report = ThemeReport { month: Month::parse("2026-10").expect("a month"), counts };
        assert_eq!(report.to_json(), json!({ "month": "2026-10", "themes": { "ai": 1, "day-care": 3 } }));
        assert_eq!(ThemeReport::read(&report.to_json()), Ok(report.clone()));
        let themes = json!({ "day-care": 3, "ai": 1, "erika-muster": 7, "school": 0 });
        let read = ThemeReport::read(&json!({ "month": "2026-10", "themes": themes }));
        assert_eq!(read, Ok(report), "what is no theme of ours is not kept");
        for bad in [
            json!(null),
            json!("x"),
            json!({ "month": "2026-10", "themes": { "ai": -1 } }),
            json!({ "month": 1 }),
        ] {
            assert!(ThemeReport::read(&bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn every_theme_has_words_and_no_word_is_two_themes() {
        let mut seen = std::collections::BTreeSet::new();
        for theme in Theme::ALL {
            assert!(!theme.words().is_empty(), "{theme:?}");
            theme.words().iter().for_each(|word| assert!(seen.insert(word.to_lowercase()), "{word} twice"));
        }
    }
}
