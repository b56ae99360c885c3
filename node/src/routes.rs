//! Every URL of a node on one page. The table is data, so that tests can walk it and a new route cannot be forgotten.

mod either;
mod route;
mod router;
mod tickets;

use axum::routing::{delete, get, post};
use commons::MemberRole;
use store::tokens::Scope;

use crate::fediverse;
use crate::pages::administration::connections::{asking, ending};
use crate::pages::administration::{
    barriers, blocks, circles, connections, filling, incoming, lists, logo, members, neighbours, people,
    person, reported, settings, texts, themes,
};
use crate::pages::{self, drafts, operator, own_entry, reporting, saved, setting_up};
use crate::{api, health};

use either::{entry, start};
pub use route::{Door, Route, Who};
pub use router::router;
pub use tickets::holds_ticket;

const GET: &[&str] = &["GET"];
const POST: &[&str] = &["POST"];
const BOTH: &[&str] = &["GET", "POST"];

/// The table.
pub fn table() -> Vec<Route> {
    use Door::{Api, Both, Fediverse, Operator, Page};
    use MemberRole::{Administrator, Approver, Editor, Reader};
    use Who::{Everyone, Member, Neighbour, Person, Program, SettingUp};
    let route = |path, door, who, methods, answer| Route { path, door, who, methods, answer };
    let set_up = |path, methods, answer| route(path, Page, SettingUp, methods, answer);
    let operated = |path, methods, answer| route(path, Page, Who::Operator, methods, answer);
    let office = |path, methods, answer| route(path, Page, Member(Administrator), methods, answer);
    vec![
        // What everyone reads.
        route("/", Both, Everyone, GET, get(start)),
        route("/suche", Page, Everyone, GET, get(pages::search::show)),
        route("/suche/vorschlaege", Page, Everyone, GET, get(pages::suggestions::show)),
        route("/vergleich", Page, Everyone, GET, get(pages::comparison::show)),
        route("/eintraege/{id}", Both, Everyone, GET, get(entry)),
        route("/organisationen", Page, Everyone, GET, get(pages::organisations::show)),
        route("/organisationen/{handle}", Page, Everyone, GET, get(pages::organisation::show)),
        route("/kooperationen", Page, Everyone, GET, get(pages::cooperation::show)),
        route("/wer-nutzt", Page, Everyone, GET, get(pages::usage::show)),
        route("/api", Page, Everyone, GET, get(pages::api::show)),
        route("/static/{*file}", Page, Everyone, GET, get(pages::assets::show)),
        // What should not stay as it is.
        route(
            "/eintraege/{id}/melden",
            Page,
            Everyone,
            BOTH,
            get(reporting::entry).post(reporting::tell_of_entry),
        ),
        route(
            "/organisationen/{handle}/melden",
            Page,
            Everyone,
            BOTH,
            get(reporting::organisation).post(reporting::tell_of_organisation),
        ),
        office("/verwaltung/{handle}/inhalte", GET, get(reported::show)),
        office("/verwaltung/{handle}/inhalte/{id}", POST, post(reported::act)),
        operated("/betrieb/inhalte", GET, get(operator::reported::show)),
        operated("/betrieb/inhalte/{id}", POST, post(operator::reported::act)),
        office("/verwaltung/{handle}/sperren", GET, get(blocks::show)),
        office("/verwaltung/{handle}/sperren/neu", BOTH, get(blocks::ask).post(blocks::set)),
        office("/verwaltung/{handle}/sperren/aufheben", POST, post(blocks::lift)),
        operated(
            "/betrieb/knoten/sperren",
            BOTH,
            get(operator::blocking::show).post(operator::blocking::block),
        ),
        operated(
            "/betrieb/knoten/freigeben",
            BOTH,
            get(operator::blocking::show).post(operator::blocking::unblock),
        ),
        operated("/betrieb/knoten/versuchen", POST, post(operator::peers::try_now)),
        operated("/betrieb/knoten/briefe/{id}/erneut", POST, post(operator::peers::apply_again)),
        operated("/betrieb/knoten/briefe/{id}/verwerfen", POST, post(operator::peers::discard)),
        // Coming in and leaving.
        route("/anmelden", Page, Everyone, BOTH, get(pages::sign_in::show).post(pages::sign_in::sign_in)),
        route("/anmelden/link", Page, Everyone, BOTH, get(pages::links::show).post(pages::links::ask)),
        route(
            "/anmelden/{ticket}",
            Page,
            Everyone,
            BOTH,
            get(pages::links::look).post(pages::links::come_in),
        ),
        route(
            "/einladung/{ticket}",
            Page,
            Everyone,
            BOTH,
            get(pages::invitation::show).post(pages::invitation::accept),
        ),
        route(
            "/registrieren",
            Page,
            Everyone,
            BOTH,
            get(pages::registration::show).post(pages::registration::ask),
        ),
        route(
            "/registrieren/{ticket}",
            Page,
            Everyone,
            BOTH,
            get(pages::registration::look).post(pages::registration::finish),
        ),
        route("/abmelden", Page, Person, POST, post(pages::sign_in::sign_out)),
        route("/willkommen", Page, Person, GET, get(pages::welcome::show)),
        // The own account.
        route("/konto", Page, Person, BOTH, get(pages::account::show).post(pages::account::change)),
        route("/konto/fuer", Page, Person, POST, post(pages::sign_in::turn)),
        route(
            "/konto/passwort",
            Page,
            Person,
            BOTH,
            get(pages::account::password::show).post(pages::account::password::change),
        ),
        route(
            "/konto/verlassen/{handle}",
            Page,
            Person,
            BOTH,
            get(pages::account::parting::ask_to_leave).post(pages::account::parting::leave),
        ),
        route(
            "/konto/loeschen",
            Page,
            Person,
            BOTH,
            get(pages::account::parting::ask_to_erase).post(pages::account::parting::erase),
        ),
        // What one does while reading.
        route("/eintraege/{id}/kommentare", Page, Member(Reader), POST, post(pages::commenting::say)),
        route("/eintraege/{id}/nutzung", Page, Member(Editor), POST, post(pages::adopting::say)),
        // What one's own organisation says of others' entries.
        route("/eintraege/{id}/empfehlung", Page, Member(Editor), POST, post(pages::marking::recommend)),
        route(
            "/eintraege/{id}/empfehlung/zuruecknehmen",
            Page,
            Member(Editor),
            POST,
            post(pages::marking::recommend_no_more),
        ),
        route("/eintraege/{id}/bei-uns-auch", Page, Member(Editor), POST, post(pages::marking::with_us_too)),
        route(
            "/eintraege/{id}/bei-uns-auch/zuruecknehmen",
            Page,
            Member(Editor),
            POST,
            post(pages::marking::with_us_no_more),
        ),
        route("/eintraege/{id}/fortschritt", Page, Member(Editor), POST, post(pages::progressing::say)),
        route("/eintraege/{id}/merken", Page, Person, POST, post(pages::bookmarks::keep)),
        route("/eintraege/{id}/vergessen", Page, Person, POST, post(pages::bookmarks::let_go)),
        route(
            "/nutzung",
            Page,
            Member(Editor),
            BOTH,
            get(pages::adopting::begin).post(pages::adopting::say_elsewhere),
        ),
        // The own desk.
        route("/mein-bereich", Page, Person, GET, get(pages::my_area::show)),
        route("/mein-bereich/hinweise", Page, Person, POST, post(pages::my_area::seen)),
        // What one searches again and again.
        route("/meine-suchen", Page, Person, POST, post(saved::save)),
        route("/meine-suchen/neu", Page, Person, GET, get(saved::begin)),
        route("/meine-suchen/{id}", Page, Person, BOTH, get(saved::show).post(saved::change)),
        route("/meine-suchen/{id}/adresse", Page, Person, POST, post(saved::turn)),
        route("/meine-suchen/{id}/entfernen", Page, Person, POST, post(saved::remove)),
        route("/feed/{ticket}", Page, Everyone, GET, get(saved::feed::show)),
        route(
            "/abbestellen/{ticket}",
            Page,
            Who::Bearer,
            BOTH,
            get(saved::silence::ask).post(saved::silence::end),
        ),
        route("/merkliste", Page, Person, GET, get(pages::bookmarks::show)),
        route("/merkliste.odt", Page, Person, GET, get(pages::bookmarks::text)),
        // Whoever writes for an organisation.
        route("/schreiben", Page, Member(Editor), GET, get(drafts::choose)),
        route("/schreiben/{kind}", Page, Member(Editor), POST, post(drafts::begin)),
        route("/entwuerfe/{id}", Page, Member(Editor), BOTH, get(drafts::show).post(drafts::send)),
        route("/entwuerfe/{id}/aehnliches", Page, Member(Editor), GET, get(drafts::show_already)),
        route("/entwuerfe/{id}/vorschau", Page, Member(Editor), GET, get(drafts::preview)),
        route(
            "/entwuerfe/{id}/verwerfen",
            Page,
            Member(Editor),
            BOTH,
            get(drafts::ask_to_discard).post(drafts::discard),
        ),
        route("/entwuerfe/{id}/freigeben", Page, Member(Approver), POST, post(drafts::approve)),
        route("/entwuerfe/{id}/zurueckgeben", Page, Member(Approver), POST, post(drafts::give_back)),
        route(
            "/freigabe/{ticket}",
            Page,
            Everyone,
            BOTH,
            get(drafts::look_by_link).post(drafts::answer_by_link),
        ),
        route("/eintraege/{id}/bearbeiten", Page, Member(Editor), POST, post(own_entry::correct)),
        route("/eintraege/{id}/bestaetigen", Page, Member(Editor), POST, post(own_entry::confirm)),
        route(
            "/eintraege/{id}/zurueckziehen",
            Page,
            Member(Editor),
            BOTH,
            get(own_entry::ask_to_withdraw).post(own_entry::withdraw),
        ),
        route("/eintraege/{id}/fassungen", Page, Member(Editor), GET, get(pages::versions::show)),
        // Whoever administers an organisation.
        route("/verwaltung", Page, Member(Administrator), GET, get(pages::administration::start)),
        route("/verwaltung/{handle}", Page, Member(Administrator), GET, get(pages::administration::show)),
        // Who acts for it.
        office("/verwaltung/{handle}/personen", BOTH, get(people::show).post(people::change)),
        office("/verwaltung/{handle}/personen/{person}", BOTH, get(person::show).post(person::change)),
        // With whom it is connected.
        office("/verwaltung/{handle}/verbindungen", GET, get(connections::show)),
        office("/verwaltung/{handle}/verbindungen/neu", BOTH, get(asking::show).post(asking::ask)),
        office("/verwaltung/{handle}/verbindungen/{id}/annehmen", POST, post(connections::accept)),
        office("/verwaltung/{handle}/verbindungen/{id}/ablehnen", POST, post(connections::decline)),
        office("/verwaltung/{handle}/verbindungen/{id}/beenden", BOTH, get(ending::show).post(ending::end)),
        // Lists: its own members, and the lists of others.
        office("/verwaltung/{handle}/mitglieder", BOTH, get(members::show).post(members::change)),
        office(
            "/verwaltung/{handle}/mitglieder/tabelle",
            BOTH,
            get(members::ask_for_table).post(members::take_table),
        ),
        office("/verwaltung/{handle}/listen", BOTH, get(lists::show).post(lists::add)),
        office("/verwaltung/{handle}/listen/{id}", BOTH, get(filling::show).post(filling::change)),
        route("/organisationen/{handle}/mitglieder", Page, Everyone, GET, get(pages::members::show)),
        route("/organisationen/{handle}/mitglieder.csv", Page, Everyone, GET, get(pages::members::as_table)),
        office(
            "/verwaltung/{handle}/verbindungen/{id}/uebernehmen",
            POST,
            post(connections::missing::take_over),
        ),
        office("/verwaltung/{handle}/verbindungen/{id}/verwerfen", POST, post(connections::missing::keep)),
        // The hosts on which these live.
        office("/verwaltung/{handle}/nachbarn", GET, get(neighbours::show)),
        office("/verwaltung/{handle}/nachbarn/versuchen", POST, post(neighbours::try_now)),
        office("/verwaltung/{handle}/nachbarn/nochmals", POST, post(neighbours::try_again)),
        office("/verwaltung/{handle}/nachbarn/verwerfen", POST, post(neighbours::discard)),
        // What strangers said about its entries.
        office("/verwaltung/{handle}/eingang", GET, get(incoming::show)),
        office("/verwaltung/{handle}/eingang/{id}", GET, get(incoming::one)),
        office("/verwaltung/{handle}/eingang/{id}/annehmen", POST, post(incoming::accept)),
        office("/verwaltung/{handle}/eingang/{id}/ablehnen", POST, post(incoming::decline)),
        // Circles.
        office("/verwaltung/{handle}/kreise", BOTH, get(circles::show).post(circles::found)),
        office("/verwaltung/{handle}/kreise/{id}", BOTH, get(circles::one::show).post(circles::one::change)),
        office("/verwaltung/{handle}/leser", GET, get(circles::readers::show)),
        // What its visitors looked for and did not find.
        office("/verwaltung/{handle}/themen", BOTH, get(themes::show).post(themes::send)),
        // The house: setting it up, running it, and what its organisations show of themselves.
        set_up("/einrichten", GET, get(setting_up::start)),
        route(
            "/einrichten/{ticket}",
            Page,
            Everyone,
            BOTH,
            get(setting_up::person::show).post(setting_up::person::begin),
        ),
        set_up(
            "/einrichten/organisation",
            BOTH,
            get(setting_up::organisation::show).post(setting_up::organisation::found),
        ),
        set_up("/einrichten/pruefung", BOTH, get(setting_up::check::show).post(setting_up::check::go_on)),
        set_up("/einrichten/mail", BOTH, get(setting_up::mail::show).post(setting_up::mail::send)),
        set_up("/einrichten/verbinden", BOTH, get(setting_up::connect::show).post(setting_up::connect::ask)),
        set_up("/einrichten/fertig", POST, post(setting_up::finish)),
        operated("/betrieb", GET, get(operator::show)),
        operated("/betrieb/bereit", GET, get(operator::ready::show)),
        operated(
            "/betrieb/organisationen",
            BOTH,
            get(operator::organisations::show).post(operator::organisations::found),
        ),
        operated(
            "/betrieb/organisationen/{handle}",
            BOTH,
            get(operator::organisation::show).post(operator::organisation::invite),
        ),
        operated("/betrieb/knoten", GET, get(operator::peers::show)),
        operated("/betrieb/nicht-gefunden", GET, get(operator::misses::show)),
        operated("/betrieb/mail", BOTH, get(operator::mail::show).post(operator::mail::send)),
        office("/verwaltung/{handle}/einstellungen", BOTH, get(settings::show).post(settings::save)),
        office("/verwaltung/{handle}/logo", BOTH, get(logo::show).post(logo::put_up)),
        office("/verwaltung/{handle}/logo/entfernen", POST, post(logo::take_down)),
        office("/verwaltung/{handle}/seiten", GET, get(texts::list)),
        office("/verwaltung/{handle}/seiten/{page}", BOTH, get(texts::show).post(texts::save)),
        office("/verwaltung/{handle}/meldungen", GET, get(barriers::show)),
        office("/verwaltung/{handle}/meldungen/{id}", POST, post(barriers::settle)),
        route("/organisationen/{handle}/logo", Page, Everyone, GET, get(pages::look::logo)),
        route("/organisationen/{handle}/farbe.css", Page, Everyone, GET, get(pages::look::colour)),
        route("/impressum", Page, Everyone, GET, get(pages::legal::imprint)),
        route("/datenschutz", Page, Everyone, GET, get(pages::legal::privacy)),
        route(
            "/barrierefreiheit",
            Page,
            Everyone,
            BOTH,
            get(pages::legal::accessibility).post(pages::legal::tell),
        ),
        route("/leichte-sprache", Page, Everyone, GET, get(pages::legal::easy_language)),
        // Programs.
        route("/api/v1/search", Api, Everyone, GET, get(api::search::show)),
        route("/api/v1/entries", Api, Everyone, BOTH, get(api::entries::list).post(api::entries::publish)),
        route(
            "/api/v1/entries/{id}",
            Api,
            Everyone,
            &["GET", "PUT", "DELETE"],
            get(api::entries::show).put(api::entries::revise).merge(delete(api::entries::withdraw)),
        ),
        route(
            "/api/v1/entries/{id}/marks",
            Api,
            Everyone,
            &["GET", "POST", "DELETE"],
            get(api::marks::list).post(api::marks::say).merge(delete(api::marks::unsay)),
        ),
        route(
            "/api/v1/follows",
            Api,
            Program(Scope::Read),
            BOTH,
            get(api::follows::list).post(api::follows::ask),
        ),
        route("/api/v1/follows/{id}/accept", Api, Program(Scope::Connect), POST, post(api::follows::accept)),
        route(
            "/api/v1/follows/{id}/decline",
            Api,
            Program(Scope::Connect),
            POST,
            post(api::follows::decline),
        ),
        route("/api/v1/peers", Api, Program(Scope::Read), GET, get(api::peers::list)),
        route("/api/v1/openapi.json", Api, Everyone, GET, get(api::openapi::show)),
        // Neighbours.
        route("/inbox", Fediverse, Neighbour, POST, post(fediverse::inbox::receive)),
        route("/outbox", Fediverse, Neighbour, GET, get(fediverse::collections::outbox)),
        route("/followers", Fediverse, Neighbour, GET, get(fediverse::collections::followers)),
        route("/mitglieder", Fediverse, Neighbour, GET, get(fediverse::collections::members)),
        route("/changes", Fediverse, Neighbour, GET, get(fediverse::changes::show)),
        route("/kreise/{id}", Fediverse, Neighbour, GET, get(fediverse::circle::show)),
        route("/knoten", Fediverse, Neighbour, GET, get(fediverse::actor::application)),
        route("/.well-known/webfinger", Fediverse, Neighbour, GET, get(fediverse::webfinger::show)),
        route("/.well-known/nodeinfo", Fediverse, Neighbour, GET, get(fediverse::nodeinfo::well_known)),
        route("/nodeinfo/2.1", Fediverse, Neighbour, GET, get(fediverse::nodeinfo::show)),
        route("/eintraege/{id}/gespraech", Fediverse, Neighbour, GET, get(fediverse::conversation::show)),
        // The machine room.
        route("/health", Operator, Everyone, GET, get(health::show)),
        route("/health/{question}", Operator, Everyone, GET, get(health::identify)),
    ]
}
