//! The stretch of a text in which most of a question stands. Who asks in a whole sentence has written much of the sentence that answers
//! it, with the small words between the others and the endings they give them; scattered over a long text the same letters say little.

/// How many letters a stretch is long, about a clause.
const LETTERS: u32 = 100;

/// Where in a text the groups stand that are looked for, in order.
#[derive(Default)]
pub(super) struct Places(Vec<(u32, usize)>);

impl Places {
    /// A group stands at this letter, behind all that were added before.
    pub fn add(&mut self, letter: u32, number: usize) {
        self.0.push((letter, number));
    }

    /// The most that the different groups of one stretch are worth together.
    pub fn best(&self, worths: &[f32]) -> f32 {
        let mut there = vec![0_u32; worths.len()];
        let (mut from, mut sum, mut best) = (0, 0.0, 0.0_f32);
        for (letter, number) in &self.0 {
            while self.0[from].0 + LETTERS <= *letter {
                let gone = self.0[from].1;
                there[gone] -= 1;
                if there[gone] == 0 {
                    sum -= worths[gone];
                }
                from += 1;
            }
            if there[*number] == 0 {
                sum += worths[*number];
            }
            there[*number] += 1;
            best = best.max(sum);
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::{LETTERS, Places};

    fn best(places: &[(u32, usize)]) -> f32 {
        let mut all = Places::default();
        for (letter, number) in places {
            all.add(*letter, *number);
        }
        all.best(&[1.0, 2.0, 4.0])
    }

    #[test]
    fn the_best_stretch_is_the_one_with_most_different_groups() {
        assert_eq!(best(&[]), 0.0);
        assert_eq!(best(&[(1, 0), (9, 0), (20, 1)]), 3.0);
        assert_eq!(best(&[(1, 2), (2, 1), (500, 0), (510, 2)]), 6.0);
    }

    #[test]
    fn what_is_further_apart_than_a_stretch_does_not_count_together() {
        assert_eq!(best(&[(1, 0), (LETTERS, 1)]), 3.0);
        assert_eq!(best(&[(1, 0), (1 + LETTERS, 1)]), 2.0);
    }
}
