//! `tempomacher federation`: whether others can be reached, and can reach us.

use std::process::ExitCode;

use clap::Subcommand;
use commons::Language;
use serde::Serialize;
use serde_json::{Value, json};

use super::For;
use crate::hall::Hall;
use crate::operations::check::{Checked, Step, check};
use crate::operations::outside::Verdict;
use crate::pages::{Speech, plain};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Go through a connection step by step and say at each what is wrong and what to do: name, proxy, certificate, clock,
    /// WebFinger, actor, key, a signed question; then our own host as others see it. Exit code 1 if something has to be done.
    Check {
        /// Whom, for example birkenried@birkenried.de; an organisation of this node: only how others see it.
        address: String,
        #[command(flatten)]
        who: For,
        /// Print JSON, for a program to read.
        #[arg(long)]
        json: bool,
    },
}

/// Does it.
pub async fn run(hall: &Hall, command: Command) -> anyhow::Result<ExitCode> {
    let Command::Check { address, who, json } = command;
    let checked = check(hall, &who.acting(hall)?, &address).await?;
    if json {
        println!("{}", serde_json::to_string_pretty(&document(&address, &checked))?);
    } else {
        print(&checked);
    }
    Ok(if checked.is_well() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

const LANGUAGES: [Language; 2] = [Language::English, Language::German];

/// Each step in both languages, what to do below it.
fn print(checked: &Checked) {
    for (heading, steps) in [("check-there", &checked.there), ("check-here", &checked.here)] {
        let Some(first) = steps.first() else { continue };
        for speech in LANGUAGES.map(Speech::in_language) {
            println!("{}", speech.tell(heading, &[("host", &first.host)]));
        }
        for step in steps {
            let mut mark = mark(step.verdict);
            for speech in LANGUAGES.map(Speech::in_language) {
                println!("  {mark:<4}  {}", plain::check::sentence(step, &speech));
                mark = "";
            }
            for hint in LANGUAGES
                .map(Speech::in_language)
                .iter()
                .filter_map(|speech| plain::check::hint(step, speech))
            {
                println!("        - {hint}");
            }
        }
    }
    for speech in LANGUAGES.map(Speech::in_language) {
        println!("{}", speech.say(if checked.is_well() { "check-well" } else { "check-unwell" }));
    }
}

fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Good => "ok",
        Verdict::Bad => "bad",
        Verdict::Open => "open",
    }
}

#[derive(Serialize)]
struct Line<'a> {
    aspect: &'static str,
    verdict: &'static str,
    outcome: &'static str,
    host: &'a str,
    said: &'a str,
    en: Words,
    de: Words,
}

#[derive(Serialize)]
struct Words {
    sentence: String,
    hint: Option<String>,
}

impl<'a> From<&'a Step> for Line<'a> {
    fn from(step: &'a Step) -> Self {
        let [en, de] = LANGUAGES.map(Speech::in_language).map(|speech| Words {
            sentence: plain::check::sentence(step, &speech),
            hint: plain::check::hint(step, &speech),
        });
        let (aspect, verdict) = (step.aspect.code(), mark(step.verdict));
        Self { aspect, verdict, outcome: step.outcome, host: &step.host, said: &step.said, en, de }
    }
}

fn document(address: &str, checked: &Checked) -> Value {
    let lines = |steps: &[Step]| json!(steps.iter().map(Line::from).collect::<Vec<_>>());
    json!({ "address": address, "well": checked.is_well(), "there": lines(&checked.there), "here": lines(&checked.here) })
}
