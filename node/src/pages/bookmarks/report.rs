//! The reading list as an OpenDocument text: "Sachstand in anderen Kommunen", ready to be written on.

use commons::Time;

use super::findings::{Finding, Missing};
use crate::odt::{Look, Span, Text};
use crate::pages::Speech;
use crate::pages::fact::{Fact, Panel};

/// Writes it.
pub fn written(findings: &[Finding], missing: &[Missing], by: &str, now: Time, speech: &Speech) -> Text {
    let title = speech.say("bookmark-report");
    let mut text = Text::new(&title, by, speech.language(), now);
    text.heading(1, &title);
    let day = speech.date(now);
    let lead = if by.is_empty() { day } else { format!("{by}, {day}") };
    text.paragraph(Look::Plain, &[Span::Words(&lead)]);
    if findings.is_empty() {
        text.paragraph(Look::Plain, &[Span::Words(&speech.say("bookmark-none"))]);
    }
    for finding in findings {
        tell(&mut text, finding, speech);
    }
    if !missing.is_empty() {
        text.heading(2, &speech.say("bookmark-gone"));
    }
    for gone in missing {
        text.paragraph(Look::Source, &[Span::Address(&gone.iri), Span::Words(" "), Span::Words(&gone.note)]);
    }
    text
}

fn tell(text: &mut Text, finding: &Finding, speech: &Speech) {
    let card = &finding.card;
    text.heading(2, &card.title);
    let byline = card.byline.as_ref().map(|byline| match &byline.place {
        Some(place) => format!("{} ({place})", byline.name),
        None => byline.name.clone(),
    });
    let line: Vec<_> =
        [byline, Some(card.kind_label.clone()), card.status.clone()].into_iter().flatten().collect();
    text.paragraph(Look::Plain, &[Span::Strong(&line.join(" · "))]);
    if let Some(only) = &card.only {
        text.paragraph(Look::Plain, &[Span::Strong(only)]);
    }
    if let Some(recommendation) = &card.recommendation {
        text.paragraph(Look::Marked, &[Span::Strong(recommendation)]);
    }
    if !finding.summary.is_empty() {
        text.paragraph(Look::Plain, &[Span::Words(&finding.summary)]);
    }
    if !finding.impact.is_empty() {
        text.heading(3, &speech.say("entry-impact"));
        text.paragraph(Look::Plain, &[Span::Words(&finding.impact)]);
    }
    if let Some(relief) = &card.relief {
        let label = format!("{} ", speech.say("relief"));
        text.paragraph(Look::Plain, &[Span::Strong(&label), Span::Words(relief)]);
    }
    let facts: Vec<_> =
        finding.panels.iter().map(of_panel).chain(finding.facts.iter().map(of_fact)).collect();
    text.facts(&facts);
    if !finding.note.is_empty() {
        let label = format!("{}: ", speech.say("bookmark-note"));
        text.paragraph(Look::Marked, &[Span::Strong(&label), Span::Words(&finding.note)]);
    }
    let citation = &finding.citation;
    let label = format!("{}: {} ", speech.say("cite-source"), citation.before);
    let after = format!(" {}", citation.after);
    text.paragraph(
        Look::Source,
        &[Span::Words(&label), Span::Address(&citation.address), Span::Words(&after)],
    );
}

fn of_panel(panel: &Panel) -> (String, Vec<String>) {
    let ways = Some(panel.ways.join(", ")).filter(|ways| !ways.is_empty());
    let sentence = Some(panel.sentence.clone()).filter(|sentence| !sentence.is_empty());
    (panel.label.clone(), ways.into_iter().chain(sentence).collect())
}

fn of_fact(fact: &Fact) -> (String, Vec<String>) {
    (fact.label.clone(), fact.answers.iter().map(|answer| answer.text.clone()).collect())
}

#[cfg(test)]
mod tests {
    use super::super::findings::Finding;
    use super::*;
    use crate::pages::card::Card;
    use crate::pages::citation::Citation;
    use crate::pages::entry::Said;
    use crate::pages::sample;

    fn finding() -> Finding {
        let (entry, author, speech) = (sample::kita(), sample::auenstadt(), Speech::default());
        let card = Card::of_entry(&entry, "1", Some(&author), &speech, "auenstadt.de");
        let said = Said::of(&entry, &speech);
        Finding {
            citation: Citation::of(&entry, Some(&author), &card.title, &speech),
            summary: entry.summary.clone(),
            impact: said.impact,
            panels: said.panels,
            facts: said.facts,
            note: "Für den Rat am 3. Juni; nach den Kosten fragen.".to_owned(),
            card,
        }
    }

    #[test]
    fn the_report_says_what_it_brings_before_the_facts_and_ends_with_the_source() {
        let speech = Speech::default();
        let now = sample::day("2026-06-01");
        let missing = Missing {
            iri: "https://b.de/eintraege/1".to_owned(),
            address: "/eintraege/1".to_owned(),
            is_withdrawn: true,
            note: String::new(),
        };
        let text = written(&[finding()], &[missing], "Stadt Auenstadt", now, &speech);
        let bytes = text.pack().expect("a file");
        if let Some(directory) = std::env::var_os("TEMPOMACHER_KEEP_PAGES") {
            std::fs::write(std::path::Path::new(&directory).join("merkliste.odt"), &bytes)
                .expect("a file kept");
        }
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
        let mut file = archive.by_name("content.xml").expect("the content");
        let content = std::io::read_to_string(&mut file).expect("text");
        let order = [
            "Sachstand in anderen Kommunen",
            "Kita-Plätze online finden und anmelden",
            "Was es bringt",
            "Der analoge Weg",
            "REST-Schnittstelle",
            "Für den Rat am 3. Juni",
            "Quelle: Stadt Auenstadt (Landkreis Auental)",
            "https://auenstadt.de/eintraege/1",
            "CC-BY-4.0",
            "https://b.de/eintraege/1",
        ];
        let places = order.map(|words| content.find(words).unwrap_or_else(|| panic!("{words}: {content}")));
        assert!(places.is_sorted(), "{places:?}");
    }
}
