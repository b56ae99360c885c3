//! How questions are read: synonyms, slips of the pen, beginnings of words, paragraphs, languages; and what is said about it.

use commons::{Audience, Entry, Organisation};
use search::{EntryDocument, How, Index, LastWord, Page, Reason, Search, Synonyms, Update};

use crate::town::{ask, index_of, project, search, titles, town, written};

/// An index of entries with these titles.
fn holding(titles: &[&str]) -> (Index, tempfile::TempDir) {
    let auenstadt = town("Auenstadt");
    let entries = titles.iter().zip(1..);
    index_of(
        entries.map(|(title, number)| written(&auenstadt, project(&auenstadt, number, title, ""))).collect(),
    )
}

fn reasons(page: &Page) -> Vec<(&str, &str, How)> {
    let all = page.hits.iter().flat_map(|hit| &hit.matched);
    all.map(|reason| (reason.asked.as_str(), reason.found.as_str(), reason.how)).collect()
}

fn meant(page: &Page) -> Option<&str> {
    page.meant.as_ref().map(|meant| meant.words.as_str())
}

#[test]
fn who_asks_for_one_name_is_shown_the_other() {
    for (title, question) in [
        ("Anmeldung für den Kindergarten", "Kita"),
        ("Kita im Grünen", "Kindertagesstätte"),
        ("Onlinezugangsgesetz umgesetzt", "OZG"),
        ("EfA-Dienst nachgenutzt", "Einer für Alle"),
        ("Rufbus am Abend", "On-Demand-Verkehr"),
        ("Öffentlicher Nahverkehr im Takt", "ÖPNV"),
        ("Mängelmelder im Netz", "Schadensmelder"),
        ("Abfallbehälter mit Sensor", "Mülltonne"),
        ("Lichtsignalanlage erneuert", "Ampel"),
        ("Künstliche Intelligenz im Amt", "KI"),
    ] {
        let (index, _dir) = holding(&[title]);
        let page = ask(&index, question);
        assert_eq!(page.total, 1, "{question} finds {title}");
        assert_eq!(page.hits[0].matched.len(), 1, "{question}: {:?}", page.hits[0].matched);
        assert_eq!(page.hits[0].matched[0].how, How::Synonym, "{question}");
        assert_eq!(page.meant, None);
    }
}

#[test]
fn a_compound_has_the_synonyms_of_its_parts() {
    let (index, _dir) = holding(&["Abfallgebühr online", "Etwas ganz anderes"]);
    let page = ask(&index, "Müllgebühr");
    assert_eq!(titles(&page), ["Abfallgebühr online"]);
    assert_eq!(reasons(&page), [("Müllgebühr", "Abfallgebühr", How::Synonym)]);
}

#[test]
fn an_arrow_holds_one_way() {
    let (index, _dir) = holding(&["Sprachmodell im Amt", "ChatGPT im Amt"]);
    assert_eq!(ask(&index, "Sprachmodell").total, 2);
    assert_eq!(titles(&ask(&index, "ChatGPT")), ["ChatGPT im Amt"]);
}

#[test]
fn an_administrator_adds_words_and_is_told_what_is_wrong_with_some() {
    let text = "\u{feff}# ours\nFlurfunk | Hausmitteilung\nallein\n\n| | |\na > b > c\n? | !\nFoyer > Eingangshalle\n";
    let (own, mistakes) = Synonyms::read(text);
    let named: Vec<_> = mistakes.iter().map(|mistake| (mistake.line, mistake.reason)).collect();
    let expected =
        [(3, Reason::OnlyOneName), (5, Reason::OnlyOneName), (6, Reason::TwoArrows), (7, Reason::NoName)];
    assert_eq!(named, expected);
    let (index, _dir) = holding(&["Hausmitteilung", "Eingangshalle"]);
    assert_eq!(ask(&index, "Flurfunk").total, 0);
    let index = index.with_synonyms(own);
    assert_eq!(titles(&ask(&index, "Flurfunk")), ["Hausmitteilung"]);
    assert_eq!(titles(&ask(&index, "Foyer")), ["Eingangshalle"]);
    assert_eq!(ask(&index, "Ampel").total, 0, "the others are still there and find nothing here");
}

#[test]
fn the_limits_of_a_list_of_synonyms_hold() {
    let reason = |text: &str| Synonyms::read(text).1.first().map(|mistake| mistake.reason);
    assert_eq!(reason(&"x".repeat(1_001)), Some(Reason::TooLong));
    assert_eq!(reason(&"x|".repeat(41)), Some(Reason::TooManyNames));
    assert_eq!(reason("a b c d e f g | h"), Some(Reason::NoName));
    let many: String = (0..20_001).map(|number| format!("a{number} | b{number}\n")).collect();
    assert_eq!(reason(&many), Some(Reason::TooManyGroups));
    assert_eq!(Synonyms::read("").1, []);
}

#[test]
fn synonyms_in_a_circle_are_harmless() {
    let (own, mistakes) =
        Synonyms::read("Rundling > Kringel\nKringel > Schleife\nSchleife > Rundling\nRundling | Rundling\n");
    assert!(mistakes.is_empty());
    let (index, _dir) = holding(&["Kringel", "Schleife", "Rundling"]);
    let index = index.with_synonyms(own);
    assert_eq!(titles(&ask(&index, "Rundling")), ["Rundling", "Kringel"], "one step, and no further");
}

#[test]
fn a_slip_of_the_pen_finds_what_was_meant_and_says_so() {
    for (title, question, corrected) in [
        ("Beteiligungsplattform für alle", "Beteiligungsplatform", "Beteiligungsplattform"),
        ("Fahrradabstellanlage am Bahnhof", "Fahradabstellanlage", "Fahrradabstellanlage"),
        ("Sirene auf dem Rathaus", "Sirnee", "Sirene"),
        ("Mängelmelder im Einsatz", "Mängelmleder", "Mängelmelder"),
        ("Kindergärten planen", "Kindergäten", "Kindergärten"),
    ] {
        let (index, _dir) = holding(&[title]);
        let page = ask(&index, question);
        assert_eq!(titles(&page), [title], "{question}");
        assert_eq!(meant(&page), Some(corrected), "{question}");
        assert_eq!(reasons(&page), [(question, corrected, How::Spelling)]);
    }
}

#[test]
fn only_the_wrong_word_of_a_question_is_corrected() {
    let (index, _dir) = holding(&["Beteiligungsplattform mit Foto"]);
    let page = ask(&index, "Foto \"mit Foto\" Beteiligungsplatform -Video kind:project");
    assert_eq!(meant(&page), Some("Foto \"mit Foto\" Beteiligungsplattform -Video kind:project"));
}

#[test]
fn what_is_short_or_right_or_a_number_is_not_corrected() {
    let (index, _dir) = holding(&["Rat und Tat", "Kita", "Katze", "2024"]);
    for question in ["Rad", "Kit", "Tad", "2025", "Katzen"] {
        assert_eq!(meant(&ask(&index, question)), None, "{question}");
    }
    assert_eq!(ask(&index, "Kit").total, 0);
}

#[test]
fn what_the_reader_may_not_read_is_neither_proposed_nor_found_out() {
    let auenstadt = town("Auenstadt");
    let hidden = |number, title: &str| {
        let entry = Entry { audience: Audience::Own, ..project(&auenstadt, number, title, "") };
        written(&auenstadt, entry)
    };
    let (index, _dir) = index_of(vec![hidden(1, "Geheimprojekt Zwiebelturm")]);
    let page = ask(&index, "Zwiebelturn");
    assert_eq!((page.total, meant(&page)), (0, None), "a word that only others may read is not proposed");

    let public = written(&auenstadt, project(&auenstadt, 2, "Zwiebelturme", ""));
    let without = index_of(vec![public.clone()]);
    let with = index_of(vec![hidden(1, "Zwiebelturn"), public]);
    let (without, with) = (ask(&without.0, "Zwiebelturn"), ask(&with.0, "Zwiebelturn"));
    assert_eq!(meant(&without), Some("Zwiebelturme"));
    assert_eq!(
        meant(&with),
        meant(&without),
        "that others may read the word as it was typed changes nothing"
    );
}

#[test]
fn the_word_itself_comes_before_its_forms_its_parts_slips_and_synonyms() {
    let (index, _dir) =
        holding(&["Tagesmutter gesucht", "Kindertagespflegen gesucht", "Kindertagespflege gesucht"]);
    let page = ask(&index, "Kindertagespflege");
    assert_eq!(
        titles(&page),
        ["Kindertagespflege gesucht", "Kindertagespflegen gesucht", "Tagesmutter gesucht"]
    );
}

#[test]
fn the_last_word_may_be_half_typed() {
    let (index, _dir) = holding(&["Kindergarten im Wald", "Straßenbau"]);
    let begun = |question: &str| {
        let page = index.search(&Search { last_word: LastWord::Begun, ..search(question) });
        page.expect("a page").total
    };
    assert_eq!(
        (begun("Kinderg"), begun("kinderga"), begun("im Wal"), begun("Straß"), begun("Strass")),
        (1, 1, 1, 1, 1)
    );
    assert_eq!((begun("Kinderg Wald"), ask(&index, "Wal").total, begun("xyz")), (1, 0, 0));
}

#[test]
fn a_paragraph_is_a_word_and_its_number_says_little() {
    let (index, _dir) = holding(&["Antrag nach § 12 OZG", "Haus 12 am Markt OZG", "Paragraf 12"]);
    let page = ask(&index, "§ 12 OZG");
    assert_eq!(titles(&page)[0], "Antrag nach § 12 OZG");
    assert_eq!(titles(&ask(&index, "§12"))[2], "Haus 12 am Markt OZG", "the bare number comes last");
    assert_eq!(titles(&ask(&index, "\"§ 12 OZG\"")), ["Antrag nach § 12 OZG"]);
}

#[test]
fn short_words_are_found_as_whole_words_only() {
    let (index, _dir) = holding(&["KI im Amt", "Kita am Park", "RIS für den Rat", "Risiko Hochwasser"]);
    assert_eq!(titles(&ask(&index, "KI")), ["KI im Amt"]);
    assert_eq!(titles(&ask(&index, "ris")), ["RIS für den Rat"]);
}

#[test]
fn entries_in_other_languages_are_found_in_their_forms() {
    let auenstadt = town("Auenstadt");
    let speaking = |language: &str, number, title: &str| {
        let entry = Entry { language: language.to_owned(), ..project(&auenstadt, number, title, "") };
        written(&auenstadt, entry)
    };
    let (index, _dir) = index_of(vec![
        speaking("fr", 1, "Les données ouvertes des communes"),
        speaking("it-IT", 2, "Segnalazioni anonime"),
        speaking("pl", 3, "Gmina cyfrowa"),
    ]);
    for (question, title) in [
        ("commune", "Les données ouvertes des communes"),
        ("ouverte", "Les données ouvertes des communes"),
        ("segnalazione", "Segnalazioni anonime"),
        ("cyfrowa", "Gmina cyfrowa"),
    ] {
        assert_eq!(titles(&ask(&index, question)), [title], "{question}");
    }
}

#[test]
fn a_german_text_is_read_as_german_whatever_it_is_marked_as() {
    let auenstadt = town("Auenstadt");
    let summary = "Mit dem Stadtbezirksbudget werden Ideen aus den Stadtteilen gefördert";
    let entry = Entry { language: "en".to_owned(), ..project(&auenstadt, 1, "Budget Frontend", summary) };
    let (index, _dir) = index_of(vec![written(&auenstadt, entry)]);
    let page = ask(&index, "Stadtbezirk");
    assert_eq!(titles(&page), ["Budget Frontend"]);
    let marked = page.hits[0].snippet.iter().find(|fragment| fragment.marked).expect("a mark");
    assert_eq!(marked.text, "Stadtbezirksbudget");
    assert_eq!(page.hits[0].language, "en", "what its author says of it is passed on as it is");
}

#[test]
fn a_title_that_is_the_question_comes_first() {
    // All words but one are stop words: the index itself holds the same of both.
    let titles_asked = ["Was ist das Rathaus hier?", "Wo kann ein Rathaus sein?"];
    let (index, _dir) = holding(&titles_asked);
    for title in titles_asked {
        let page = ask(&index, title.trim_end_matches('?'));
        assert_eq!((page.total, titles(&page)[0]), (2, title));
    }
}

#[test]
fn who_asks_in_a_sentence_finds_the_text_that_says_it_in_one() {
    let other = "Vier Stühle stehen im Foyer neben einer Vitrine, darin liegen Münzen und Wappen aus Zinn. ";
    let together = format!("{}Gemeldet sind Laternen, defekte, Bauhof. ", other.repeat(4));
    let scattered = format!("{other}Gemeldet sind. {other}Laternen. {other}Defekte. {other}Bauhof. ");
    let auenstadt = town("Auenstadt");
    for texts in [[&together, &scattered], [&scattered, &together]] {
        let entries = texts.iter().zip(1..).map(|(text, number)| {
            let entry = project(&auenstadt, number, "Notiz", "");
            written(&auenstadt, Entry { text: (*text).clone(), ..entry })
        });
        let (index, _dir) = index_of(entries.collect());
        let page = ask(&index, "Wie werden dem Bauhof defekte Laternen gemeldet?");
        let first = texts.iter().position(|text| **text == together).map(|place| place + 1);
        assert!(
            page.hits[0].iri.ends_with(&format!("/{}", first.expect("its place"))),
            "{}",
            page.hits[0].iri
        );
    }
}

#[test]
fn words_that_only_ask_do_not_decide() {
    let (index, _dir) = holding(&["Wie bekomme ich was, und wo gibt es das?", "Wohngeld beantragen"]);
    assert_eq!(titles(&ask(&index, "Wie bekomme ich Wohngeld?"))[0], "Wohngeld beantragen");
    assert_eq!(ask(&index, "bekomme").total, 1, "alone they are words like others");
}

#[test]
fn marks_of_direction_and_signs_alone_do_no_harm() {
    let (index, _dir) = holding(&["Rathaus"]);
    for question in
        ["\u{202e}Rathaus\u{202c}", "\u{200f}Rathaus", "\u{2067}Rathaus\u{2069}", "\u{2066}Rathaus!?"]
    {
        assert_eq!(ask(&index, question).total, 1, "{question:?}");
    }
    for question in ["und oder aber", "wie was wo"] {
        assert_eq!((ask(&index, question).total, meant(&ask(&index, question))), (0, None));
    }
}

/// An organisation is named like a word that was typed wrong.
#[test]
fn names_of_organisations_are_corrected_too() {
    let birkenried: Organisation = town("Birkenried");
    let (index, _dir) = index_of(vec![crate::town::known(&birkenried)]);
    let page = ask(&index, "Birkenreid");
    assert_eq!((titles(&page), meant(&page)), (vec!["Stadt Birkenried"], Some("Birkenried")));
}

#[test]
fn what_others_use_comes_before_its_equals_and_never_before_a_better_match() {
    let auenstadt = town("Auenstadt");
    let of = |number, title: &str, uses| {
        let Update::Entry(document) = written(&auenstadt, project(&auenstadt, number, title, "")) else {
            unreachable!("an entry was written")
        };
        Update::Entry(Box::new(EntryDocument { uses, ..*document }))
    };
    let (index, _dir) = index_of(vec![
        of(1, "Mängelmelder in der Altstadt", 4),
        of(2, "Mängelmelder in der Neustadt", 0),
        of(3, "Meldung von Mängeln", 1_000),
        of(4, "Straßenreinigung in der Neustadt", 1_000),
    ]);
    let page = ask(&index, "Mängelmelder");
    assert_eq!(
        titles(&page)[..2],
        ["Mängelmelder in der Altstadt", "Mängelmelder in der Neustadt"],
        "the older one is used"
    );
    assert_eq!(titles(&ask(&index, "Mängelmelder Neustadt"))[0], "Mängelmelder in der Neustadt");
}

#[test]
fn of_two_of_one_family_the_one_with_more_letters_in_common_comes_first() {
    let (index, _dir) = holding(&["Digitalisierte Akten im Amt", "Digitales Essen im Amt"]);
    let page = ask(&index, "Digitalisierung");
    assert_eq!(
        titles(&page),
        ["Digitalisierte Akten im Amt", "Digitales Essen im Amt"],
        "the newer one is last"
    );
}

#[test]
fn pages_come_to_the_same_order_however_long_they_are() {
    let title = |number: usize| {
        format!("Spielplatz {} in {} Orten", ["neu", "saniert", "geplant"][number % 3], number / 9)
    };
    let many: Vec<String> = (0..130).map(title).collect();
    let (index, _dir) = holding(&many.iter().map(String::as_str).collect::<Vec<_>>());
    let order = |limit: usize| {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = index
                .search(&Search { limit, after, ..search("sanierter Spielplatz Ort") })
                .expect("an answer");
            let scores = page.hits.iter().map(|hit| hit.score);
            assert!(scores.clone().zip(scores.skip(1)).all(|(one, next)| one >= next), "best first");
            all.extend(page.hits.into_iter().map(|hit| hit.iri));
            after = page.next;
            if after.is_none() {
                return all;
            }
        }
    };
    let all = order(100);
    assert_eq!(all.len(), 130);
    for limit in [1, 7, 49, 50, 51] {
        assert_eq!(order(limit), all, "{limit} at a time");
    }
}
