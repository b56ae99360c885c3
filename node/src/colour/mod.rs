//! Colours: how far two of them are apart (WCAG 2.2), and what becomes of an organisation's own among ours.

mod palette;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

pub use palette::Palette;

/// Text on its ground: 4.5 to 1 at least (1.4.3).
pub const READABLE: f64 = 4.5;

/// A colour of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// Black.
    pub const BLACK: Self = Self([0; 3]);
    /// White.
    pub const WHITE: Self = Self([255; 3]);

    /// Reads `#0b5f5c`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let part = |place: usize| u8::from_str_radix(digits.get(place..place + 2)?, 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// How many times as bright the brighter of the two is, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// A share of the way, from 0 to 1, to another colour.
    #[must_use]
    pub fn toward(self, other: Self, share: f64) -> Self {
        let mix =
            |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8;
        Self(std::array::from_fn(|place| mix(self.0[place], other.0[place])))
    }

    /// Relative luminance as WCAG 2 defines it.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let value = f64::from(part) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The colours of our stylesheet, by day and by night, by their names.
struct Tokens {
    light: HashMap<&'static str, Colour>,
    dark: HashMap<&'static str, Colour>,
}

static TOKENS: LazyLock<Tokens> = LazyLock::new(|| {
    let style = include_str!("../../static/style.css");
    let (light, rest) = style.split_once("@media (prefers-color-scheme: dark)").unwrap_or((style, ""));
    let dark = rest.split_once("/* Ground */").map_or("", |(dark, _)| dark);
    Tokens { light: named(light), dark: named(dark) }
});

fn named(css: &'static str) -> HashMap<&'static str, Colour> {
    let lines = css.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": "));
    lines.filter_map(|(name, value)| Some((name, Colour::parse(value.trim_end_matches(';'))?))).collect()
}

/// A colour of ours, where somebody might have renamed it black or white.
fn token(tokens: &HashMap<&'static str, Colour>, name: &str, otherwise: Colour) -> Colour {
    tokens.get(name).copied().unwrap_or(otherwise)
}
