//! An organisation's colour takes the place of ours wherever something is stressed. Where it could not be read, it is darkened by day and
//! lightened by night, as little as is needed.

use super::{Colour, READABLE, TOKENS, token};

/// By night text glares less when it is not too near to its ground.
const BY_NIGHT: f64 = 7.0;
/// Steps in which a colour moves towards another.
const STEPS: u32 = 100;

/// What stands for our own colour, by day and by night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// On light ground.
    pub light: Accents,
    /// On dark ground.
    pub dark: Accents,
}

/// The four tokens that hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accents {
    /// `--accent`: links and buttons.
    pub accent: Colour,
    /// `--accent-strong`: the same under a pointer.
    pub strong: Colour,
    /// `--accent-soft`: a ground that belongs to it.
    pub soft: Colour,
    /// `--on-accent`: text on it.
    pub on: Colour,
}

/// The ground a colour has to stand on, and what else is written on its soft form.
struct Ground {
    paper: Colour,
    surface: Colour,
    ink: Colour,
    quiet: Colour,
    /// How far the soft form goes towards the surface at least.
    softness: f64,
}

impl Palette {
    /// What becomes of this colour.
    pub fn of(colour: Colour) -> Self {
        Self { light: light(colour), dark: dark(colour) }
    }

    /// The stylesheet that puts it in the place of ours. On paper everything stays black.
    pub fn css(&self) -> String {
        format!(
            "@media screen {{ :root {{ {} }} }}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ {} }} }}\n",
            self.light.css(),
            self.dark.css()
        )
    }
}

impl Accents {
    fn css(&self) -> String {
        let Self { accent, strong, soft, on } = self;
        format!("--accent: {accent}; --accent-strong: {strong}; --accent-soft: {soft}; --on-accent: {on};")
    }
}

fn light(colour: Colour) -> Accents {
    let ground = Ground {
        paper: token(&TOKENS.light, "paper", Colour::WHITE),
        surface: token(&TOKENS.light, "surface", Colour::WHITE),
        ink: token(&TOKENS.light, "ink", Colour::BLACK),
        quiet: token(&TOKENS.light, "quiet", Colour::BLACK),
        softness: 0.88,
    };
    let on = Colour::WHITE;
    let accent = first(|share| {
        let accent = colour.toward(Colour::BLACK, share);
        let reads = ground.carries(accent, READABLE) && on.contrast(accent) >= READABLE;
        (accent, reads)
    });
    Accents { accent, strong: accent.toward(Colour::BLACK, 0.3), soft: ground.soft(accent), on }
}

fn dark(colour: Colour) -> Accents {
    let ground = Ground {
        paper: token(&TOKENS.dark, "paper", Colour::BLACK),
        surface: token(&TOKENS.dark, "surface", Colour::BLACK),
        ink: token(&TOKENS.dark, "ink", Colour::WHITE),
        quiet: token(&TOKENS.dark, "quiet", Colour::WHITE),
        softness: 0.8,
    };
    let accent = first(|share| {
        let accent = colour.toward(Colour::WHITE, share);
        (accent, ground.carries(accent, BY_NIGHT))
    });
    let on = first(|share| {
        let on = accent.toward(Colour::BLACK, 0.85 + 0.15 * share);
        (on, on.contrast(accent) >= READABLE)
    });
    Accents { accent, strong: accent.toward(Colour::WHITE, 0.4), soft: ground.soft(accent), on }
}

impl Ground {
    /// Whether this accent can be read wherever it stands.
    fn carries(&self, accent: Colour, least: f64) -> bool {
        accent.contrast(self.paper) >= least
            && accent.contrast(self.surface) >= least
            && accent.contrast(self.soft(accent)) >= READABLE
    }

    /// The accent, most of the way to the ground: as far as what is written on it needs.
    fn soft(&self, accent: Colour) -> Colour {
        first(|further| {
            let soft = accent.toward(self.surface, self.softness + (1.0 - self.softness) * further);
            (soft, [self.ink, self.quiet].iter().all(|text| text.contrast(soft) >= READABLE))
        })
    }
}

/// The first colour on its way that will do; at the end of the way each of ours does.
fn first(at: impl Fn(f64) -> (Colour, bool)) -> Colour {
    let ways = (0..=STEPS).map(|step| at(f64::from(step) / f64::from(STEPS)));
    let mut last = Colour::BLACK;
    for (colour, will_do) in ways {
        last = colour;
        if will_do {
            break;
        }
    }
    last
}
