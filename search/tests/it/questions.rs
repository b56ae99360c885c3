//! No question harms the index: it is answered, or refused by name.

use commons::{Entry, Refusal};
use search::{Question, Search};

use crate::town::{ask, index_of, project, search, town, written};

#[test]
fn row_107_heavy_and_odd_questions_are_answered() {
    let auenstadt = town("Auenstadt");
    let (index, _dir) =
        index_of(vec![written(&auenstadt, project(&auenstadt, 1, "Rathaus", "Öffnungszeiten"))]);
    let plane = |start: u32| (start..start + 60).filter_map(char::from_u32).collect::<String>();
    let mut questions: Vec<String> = (0..0x11).map(|number| plane(number << 16 | 0x1000)).collect();
    questions.extend(
        [
            "a* a* a*",
            "/.*.*.*x/",
            "x~2",
            "\"a b\"~1000000000",
            "[* TO *]",
            "a:b",
            ")(",
            "+-+ x",
            "und der die",
        ]
        .map(str::to_owned),
    );
    questions.push("ä".repeat(512));
    questions.push("Rathaus ".repeat(32));
    for question in questions {
        if let Ok(question) = Question::parse(&question) {
            let found = index.search(&Search { question: question.clone(), ..search("") });
            assert!(found.is_ok(), "{question:?}");
        }
    }
    assert_eq!(ask(&index, "(rathaus) AND [öffnungszeit]").total, 1);
}

#[test]
fn words_that_say_nothing_find_nothing() {
    let auenstadt = town("Auenstadt");
    let (index, _dir) = index_of(vec![written(&auenstadt, project(&auenstadt, 1, "Der und die", ""))]);
    assert_eq!(ask(&index, "und").total, 0);
}

#[test]
fn a_huge_or_odd_text_is_taken_in() {
    let auenstadt = town("Auenstadt");
    let texts = [
        "Wort ".repeat(200_000),
        "x".repeat(1_000_000),
        "a-".repeat(300_000),
        "Bürger*innen-".repeat(50_000),
        "🏛️ ".repeat(100_000),
        (0..0x0011_0000).filter_map(char::from_u32).collect(),
        "\u{1f}\u{1f} \u{1f}".to_owned(),
    ];
    let entries = texts.into_iter().zip(1..);
    let updates = entries
        .map(|(text, number)| written(&auenstadt, Entry { text, ..project(&auenstadt, number, "Lang", "") }));
    let (index, _dir) = index_of(updates.collect());
    assert_eq!(ask(&index, "Lang").total, 7);
    assert_eq!(ask(&index, "Wort").total, 1);
}

#[test]
fn a_search_gives_up_when_its_time_is_up() {
    let auenstadt = town("Auenstadt");
    let many = (1..3_000).map(|number| written(&auenstadt, project(&auenstadt, number, "Projekt", "")));
    let (index, _dir) = index_of(many.collect());
    let late = index.search(&Search { deadline_ms: 0, ..search("Projekt") });
    assert_eq!(late.map(|page| page.total), Err(Refusal::SearchTookTooLong {}));
    assert_eq!(ask(&index, "Projekt").total, 2_999);
}
