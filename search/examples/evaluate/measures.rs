//! How good one ranking is: three figures between 0 and 1.

use crate::DEPTH;
use crate::collections::Grades;

/// Discounted gain of the first ten, compared with the best order there is (Järvelin and Kekäläinen 2002, gain 2^grade - 1).
pub fn ndcg(found: &[String], grades: &Grades) -> f64 {
    let mut best: Vec<f64> = grades.values().copied().collect();
    best.sort_by(|one, other| other.total_cmp(one));
    let reached = gain(found.iter().map(|id| grade(id, grades)));
    let reachable = gain(best.into_iter());
    if reachable > 0.0 { reached / reachable } else { 0.0 }
}

fn gain(grades: impl Iterator<Item = f64>) -> f64 {
    let each = grades.take(DEPTH).enumerate();
    each.map(|(rank, grade)| (grade.exp2() - 1.0) / (rank as f64 + 2.0).log2()).sum()
}

/// Which share of all that is relevant stands among the first ten.
pub fn recall(found: &[String], grades: &Grades) -> f64 {
    let relevant = grades.values().filter(|grade| **grade > 0.0).count();
    let among_the_first = found.iter().take(DEPTH).filter(|id| grade(id, grades) > 0.0).count();
    if relevant > 0 { among_the_first as f64 / relevant as f64 } else { 0.0 }
}

/// One over the rank of the first that is relevant; 0 where none is among the first ten.
pub fn reciprocal_rank(found: &[String], grades: &Grades) -> f64 {
    let rank = found.iter().take(DEPTH).position(|id| grade(id, grades) > 0.0);
    rank.map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0))
}

fn grade(id: &str, grades: &Grades) -> f64 {
    grades.get(id).copied().unwrap_or(0.0)
}

/// The mean; 0 of nothing.
pub fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::{ndcg, recall, reciprocal_rank};
    use crate::collections::Grades;

    fn found(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn a_ranking_is_worth_what_its_first_ten_are() {
        let grades: Grades = [("a".to_owned(), 2.0), ("b".to_owned(), 1.0)].into();
        assert_eq!(ndcg(&found(&["a", "b"]), &grades), 1.0);
        // (1 / log2 2 + 3 / log2 3) / (3 / log2 2 + 1 / log2 3)
        let swapped = ndcg(&found(&["b", "a"]), &grades);
        assert!((swapped - 0.796_7).abs() < 0.000_1, "{swapped}");
        assert_eq!(recall(&found(&["x", "b"]), &grades), 0.5);
        assert_eq!(reciprocal_rank(&found(&["x", "b"]), &grades), 0.5);
        let late: Vec<String> = (0..10).map(|number| number.to_string()).chain(["a".to_owned()]).collect();
        assert_eq!(
            (ndcg(&late, &grades), recall(&late, &grades), reciprocal_rank(&late, &grades)),
            (0.0, 0.0, 0.0)
        );
    }
}
