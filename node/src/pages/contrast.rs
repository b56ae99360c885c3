//! The colours of the stylesheet are far enough apart to be read: WCAG 2.2 AA, light and dark.

use std::collections::HashMap;

const STYLE: &str = include_str!("../../static/style.css");

/// Text on its ground: at least 4.5 to 1 (1.4.3).
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

#[test]
fn every_text_can_be_read_by_day_and_by_night() {
    let (light, rest) = STYLE.split_once("@media (prefers-color-scheme: dark)").expect("a dark scheme");
    let dark = rest.split_once("/* Ground */").expect("the ground").0;
    for (scheme, colours) in [("light", colours(light)), ("dark", colours(dark))] {
        for (least, pairs) in [(4.5, &TEXTS[..]), (3.0, &SHAPES[..])] {
            for (front, ground) in pairs {
                let contrast = contrast(colours[front], colours[ground]);
                assert!(contrast >= least, "{front} on {ground} ({scheme}): {contrast:.2} to 1");
            }
        }
    }
}

/// The luminance of each colour by name.
fn colours(css: &str) -> HashMap<&str, f64> {
    let declared = css.lines().filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"));
    declared.map(|(name, hex)| (name, luminance(hex.trim_end_matches(';')))).collect()
}

/// Relative luminance as WCAG 2 defines it.
fn luminance(hex: &str) -> f64 {
    let part = |place: usize| {
        let value = f64::from(u8::from_str_radix(&hex[place..place + 2], 16).expect("a colour")) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

fn contrast(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}
