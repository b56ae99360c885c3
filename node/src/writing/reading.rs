//! From what was typed to the fields of an entry, with everything that does not fit told at once.

use commons::text::caps;
use commons::{Entry, Language, Refusal, text};
use serde_json::{Map, Value, json};

use super::filling::at;
use super::{Answer, Answers, Cell, Codes, Column, Must, Question, Sheet, words};
use crate::forms::Problems;

/// The fields of an entry, as far as they could be read, and what could not.
#[derive(Debug)]
pub struct Read {
    /// The fields, as `operations::draft::Draft` takes them.
    pub fields: Map<String, Value>,
    /// What does not fit or is missing.
    pub problems: Problems,
}

/// Reads the answers to this sheet. What is not asked is kept from the entry that is corrected.
pub fn read(sheet: &Sheet, answers: &Answers, before: Option<&Entry>) -> Read {
    let mut read = Read { fields: Map::new(), problems: Problems::default() };
    read.fields.insert("kind".to_owned(), json!(sheet.kind));
    for (_, question) in sheet.questions() {
        let value = match question.answer {
            Answer::Kept => kept(question, before),
            Answer::Rows(columns) => rows(question, columns, answers, &mut read.problems),
            _ => single(question, answers, &mut read.problems),
        };
        if let Some(value) = value {
            put(&mut read.fields, question.name, value);
        }
    }
    for (_, question) in sheet.questions().filter(|(_, question)| is_missing(question, answers, &read.fields))
    {
        read.problems.add(question.name, Refusal::Missing { field: question.name });
    }
    read
}

/// Puts a value at the end of a path with dots, making the objects on the way.
fn put(fields: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => drop(fields.insert(path.to_owned(), value)),
        Some((first, rest)) => {
            let below = fields.entry(first).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(below) = below {
                put(below, rest, value);
            }
        }
    }
}

fn kept(question: &Question, before: Option<&Entry>) -> Option<Value> {
    let entry = serde_json::to_value(before?).ok()?;
    at(&entry, question.name).cloned()
}

fn is_missing(question: &Question, answers: &Answers, fields: &Map<String, Value>) -> bool {
    let has_siblings = || {
        let (parent, _) = question.name.rsplit_once('.').unwrap_or(("", ""));
        parent.split('.').try_fold(fields, |fields, step| fields.get(step)?.as_object()).is_some()
    };
    let must = match question.must {
        Must::No => false,
        Must::Yes => true,
        Must::BesideOthers => has_siblings(),
    };
    must && !answers.has(question)
}

/// The value of a question with one answer; none where there is no answer, or none that can be read.
fn single(question: &Question, answers: &Answers, problems: &mut Problems) -> Option<Value> {
    if !answers.has(question) {
        return None;
    }
    problems.check(question.name, value(question, answers))
}

fn value(question: &Question, answers: &Answers) -> Result<Value, Refusal> {
    let field = question.name;
    let typed = answers.text(field);
    match question.answer {
        Answer::Line(longest) => within(field, text::line(typed), longest),
        Answer::Area(_, longest) => within(field, text::paragraphs(typed), longest),
        Answer::Markdown => within(field, text::paragraphs(typed), caps::TEXT),
        Answer::Items => items(field, answers.raw(field)),
        Answer::Pick(codes) | Answer::Choose(codes) => code(field, typed, codes).map(Value::from),
        Answer::ChooseOrKeep(_) => within(field, text::line(typed), caps::SHORT),
        Answer::Tick(codes, most) => ticks(field, answers.all(field), codes, most),
        Answer::SizeClasses => size_classes(field, answers.all(field)),
        Answer::Number(least, most) => number(field, typed, least, most),
        Answer::Day => words::day(typed).map(Value::from).ok_or(Refusal::NotADate { field }),
        Answer::Audience => audience(typed),
        Answer::Rows(_) | Answer::Kept => Ok(Value::Null),
    }
}

fn within(field: &'static str, typed: String, longest: usize) -> Result<Value, Refusal> {
    text::check(field, &typed, longest)?;
    Ok(Value::from(typed))
}

fn items(field: &'static str, typed: &str) -> Result<Value, Refusal> {
    let items = words::items(typed);
    text::check_list(field, &items, caps::LIST)?;
    items.iter().try_for_each(|item| text::check(field, item, caps::TITLE))?;
    Ok(json!(items))
}

fn code(field: &'static str, typed: &str, codes: Codes) -> Result<String, Refusal> {
    let known = codes(Language::German).iter().any(|(code, _)| *code == typed);
    let unknown = || Refusal::UnknownCode { field, code: text::excerpt(typed) };
    known.then(|| typed.to_owned()).ok_or_else(unknown)
}

fn ticks(field: &'static str, ticked: &[String], codes: Codes, most: usize) -> Result<Value, Refusal> {
    text::check_list(field, ticked, most)?;
    let ticked = ticked.iter().map(|typed| code(field, typed.trim(), codes));
    Ok(json!(ticked.collect::<Result<Vec<_>, _>>()?))
}

fn size_classes(field: &'static str, ticked: &[String]) -> Result<Value, Refusal> {
    let unknown = |typed: &str| Refusal::UnknownCode { field, code: text::excerpt(typed) };
    let class = |typed: &String| match typed.trim().parse::<u8>() {
        Ok(class @ 1..=7) => Ok(class),
        _ => Err(unknown(typed)),
    };
    Ok(json!(ticked.iter().map(class).collect::<Result<Vec<_>, _>>()?))
}

fn number(field: &'static str, typed: &str, least: u64, most: u64) -> Result<Value, Refusal> {
    let number = words::number(typed).filter(|number| (least..=most).contains(number));
    number.map(Value::from).ok_or(Refusal::NotANumber { field })
}

/// `public`, `own`, or `circles` and the circles that had it before.
fn audience(typed: &str) -> Result<Value, Refusal> {
    let Some(circles) = typed.strip_prefix("circles ") else {
        return Ok(json!(commons::Audience::parse(typed)?));
    };
    let circles = circles.split_whitespace().map(|iri| commons::Iri::parse("audience", iri));
    Ok(json!(commons::Audience::Circles(circles.collect::<Result<_, _>>()?)))
}

/// The rows of a question. One without what the others say nothing without is told, and left out.
fn rows(
    question: &Question,
    columns: &[Column],
    answers: &Answers,
    problems: &mut Problems,
) -> Option<Value> {
    let rows = (0..answers.rows(question.name)).filter_map(|row| {
        let mut cells = Map::new();
        for column in columns {
            let name = format!("{}.{row}.{}", question.name, column.name);
            let value = problems.check(&name, cell(question.name, column, answers.text(&name))).flatten();
            cells.extend(value.map(|value| (column.name.to_owned(), value)));
        }
        let is_whole = columns.iter().all(|column| !column.is_key || cells.contains_key(column.name));
        is_whole.then_some(Value::Object(cells))
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then_some(Value::Array(rows))
}

fn cell(field: &'static str, column: &Column, typed: &str) -> Result<Option<Value>, Refusal> {
    match column.cell {
        Cell::Choose(codes) if typed.is_empty() => {
            Ok(codes(Language::German).first().map(|(code, _)| json!(code)))
        }
        _ if typed.is_empty() && column.is_key => Err(Refusal::Missing { field }),
        _ if typed.is_empty() => Ok(None),
        Cell::Choose(codes) => code(field, typed, codes).map(|code| Some(json!(code))),
        Cell::Address => words::address(typed).map(|iri| Some(json!(iri))).ok_or(Refusal::NotAnIri { field }),
        Cell::Line(longest) => within(field, text::line(typed), longest).map(Some),
        Cell::Unseen => within(field, text::line(typed), caps::SHORT).map(Some),
    }
}
