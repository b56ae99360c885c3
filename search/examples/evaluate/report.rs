//! The figures, as tables.

use crate::collections::{Collection, Grades, QuestionSet};
use crate::{DEPTH, Rankings, chance, measures};

/// What an engine reached with each judged question of a set.
struct Reached {
    ndcg: Vec<f64>,
    recall: Vec<f64>,
    reciprocal_rank: Vec<f64>,
}

impl Reached {
    fn by(rankings: &Rankings, collection: &Collection, set: &QuestionSet) -> Self {
        let nothing = Vec::new();
        let judged: Vec<_> = collection
            .judged(set)
            .map(|(question, grades)| (rankings.get(&question.id).unwrap_or(&nothing), grades))
            .collect();
        let each = |measure: fn(&[String], &Grades) -> f64| {
            judged.iter().map(|(found, grades)| measure(found, grades)).collect()
        };
        Self {
            ndcg: each(measures::ndcg),
            recall: each(measures::recall),
            reciprocal_rank: each(measures::reciprocal_rank),
        }
    }
}

/// The figures of all engines, ours first.
pub fn print(collection: &Collection, engines: &[(String, Vec<Rankings>)]) {
    for (place, set) in collection.sets.iter().enumerate() {
        let reached: Vec<(&str, Reached)> = engines
            .iter()
            .map(|(name, sets)| (name.as_str(), Reached::by(&sets[place], collection, set)))
            .collect();
        let asked = collection.judged(set).count();
        println!(
            "\n{}, {}: {} documents, {asked} questions",
            collection.name,
            set.name,
            collection.documents.len()
        );
        table(&reached, 0..asked);
        if place == 0 && collection.in_halves {
            println!("the first {} questions", asked / 2);
            table(&reached, 0..asked / 2);
            println!("the other {}", asked - asked / 2);
            table(&reached, asked / 2..asked);
        }
    }
    cost_of_variants(collection, engines);
}

fn table(reached: &[(&str, Reached)], range: std::ops::Range<usize>) {
    println!("  {:<28}{:>8}{:>11}{:>8}{:>12}", "", "nDCG@10", "recall@10", "MRR@10", "p");
    for (name, figures) in reached {
        let p = reached
            .first()
            .filter(|(ours, _)| ours != name)
            .map(|(_, ours)| chance::p(&ours.ndcg[range.clone()], &figures.ndcg[range.clone()]));
        println!(
            "  {name:<28}{:>8.3}{:>11.3}{:>8.3}{:>12}",
            measures::mean(&figures.ndcg[range.clone()]),
            measures::mean(&figures.recall[range.clone()]),
            measures::mean(&figures.reciprocal_rank[range.clone()]),
            p.map_or_else(String::new, |p| format!("{p:.5}"))
        );
    }
}

/// What each way of writing costs ours.
fn cost_of_variants(collection: &Collection, engines: &[(String, Vec<Rankings>)]) {
    let (Some((name, sets)), Some(first)) = (engines.first(), collection.sets.first()) else { return };
    let of = |place: usize, set| measures::mean(&Reached::by(&sets[place], collection, set).ndcg);
    let as_asked = of(0, first);
    for (place, set) in collection.sets.iter().enumerate().skip(1) {
        println!("{}: {} costs {name} {:+.4}", collection.name, set.name, as_asked - of(place, set));
    }
}

/// What ours found for each question as it was asked.
pub fn each_question(collection: &Collection, engines: &[(String, Vec<Rankings>)]) {
    let (Some((_, sets)), Some(set)) = (engines.first(), collection.sets.first()) else { return };
    for (question, grades) in collection.judged(set) {
        let found = sets[0].get(&question.id).map(Vec::as_slice).unwrap_or_default();
        println!("{:.3} {} {}", measures::ndcg(found, grades), question.id, question.text);
        for id in found.iter().take(DEPTH) {
            println!("      {} {id}", grades.get(id).copied().unwrap_or(0.0));
        }
        let missed = grades.iter().filter(|(id, grade)| **grade > 0.0 && !found.contains(id));
        missed.for_each(|(id, grade)| println!("      missed: {grade} {id}"));
    }
}
