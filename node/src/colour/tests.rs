//! The colours of the stylesheet, and whatever becomes of an organisation's own, are far enough apart to be read: WCAG 2.2 AA, light and dark.

use std::collections::HashMap;

use super::palette::Accents;
use super::{Colour, Palette, READABLE, TOKENS};

/// Text on its ground.
const TEXTS: [(&str, &str); 22] = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "mark"),
    ("ink", "comment-soft"),
    ("ink", "accent-soft"),
    ("ink", "adoption-soft"),
    ("ink", "lesson-soft"),
    ("quiet", "paper"),
    ("quiet", "surface"),
    ("quiet", "accent-soft"),
    ("quiet", "comment-soft"),
    ("quiet", "adoption-soft"),
    ("accent", "paper"),
    ("accent", "surface"),
    ("accent", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("project", "project-soft"),
    ("lesson", "lesson-soft"),
    ("call", "call-soft"),
    ("adoption", "adoption-soft"),
    ("comment", "comment-soft"),
];

/// What has to be seen to be used: at least 3 to 1 (1.4.11).
const SHAPES: [(&str, &str); 3] = [("edge", "surface"), ("edge", "paper"), ("accent", "paper")];

/// What stands on what, and cannot be read.
fn unreadable(colours: &HashMap<&str, Colour>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (least, pairs) in [(READABLE, &TEXTS[..]), (3.0, &SHAPES[..])] {
        for (front, ground) in pairs {
            let contrast = colours[front].contrast(colours[ground]);
            if contrast < least {
                wrong.push(format!("{front} on {ground}: {contrast:.2} to 1"));
            }
        }
    }
    wrong
}

#[test]
fn every_text_can_be_read_by_day_and_by_night() {
    for (scheme, colours) in [("light", &TOKENS.light), ("dark", &TOKENS.dark)] {
        assert_eq!(unreadable(colours), Vec::<String>::new(), "{scheme}");
    }
}

#[test]
fn whatever_colour_an_organisation_has_its_pages_can_be_read() {
    let parts = [0_u8, 16, 51, 85, 119, 136, 170, 204, 238, 255];
    for colour in parts
        .iter()
        .flat_map(|red| parts.iter().flat_map(move |green| parts.map(|blue| Colour([*red, *green, blue]))))
    {
        let palette = Palette::of(colour);
        for (tokens, accents) in [(&TOKENS.light, palette.light), (&TOKENS.dark, palette.dark)] {
            let mut colours = tokens.clone();
            let Accents { accent, strong, soft, on } = accents;
            colours.extend([
                ("accent", accent),
                ("accent-strong", strong),
                ("accent-soft", soft),
                ("on-accent", on),
            ]);
            assert_eq!(unreadable(&colours), Vec::<String>::new(), "{colour}: {accents:?}");
            assert!(strong.contrast(soft) >= READABLE, "{colour}: {accents:?}");
        }
    }
}

#[test]
fn a_colour_that_can_be_read_stays_as_it_is() {
    for colour in ["#0b5f5c", "#1f4f8f", "#8a1c1c", "#000000"] {
        let colour = Colour::parse(colour).expect("a colour");
        assert_eq!(Palette::of(colour).light.accent, colour);
    }
    let yellow = Colour::parse("#ffd500").expect("a colour");
    let palette = Palette::of(yellow);
    assert_ne!(palette.light.accent, yellow, "nobody can read yellow on white");
    assert_eq!(palette.dark.accent, yellow, "by night it shines");
}

#[test]
fn the_stylesheet_says_nothing_but_colours() {
    let css = Palette::of(Colour::parse("#AB0000").expect("a colour")).css();
    assert!(css.starts_with("@media screen { :root { --accent: #ab0000; --accent-strong: "), "{css}");
    assert!(css.contains("prefers-color-scheme: dark") && !css.contains("url("), "{css}");
}

#[test]
fn what_is_no_colour_is_none() {
    for text in ["", "red", "#12345", "#1234567", "#12345g", "#ääß", "#+1+2+3"] {
        assert_eq!(Colour::parse(text), None, "{text}");
    }
    assert_eq!(Colour::parse("#0B5f5c").map(|colour| colour.to_string()).as_deref(), Some("#0b5f5c"));
}
