//! JSON from outside, read once and strictly: no depth beyond 64, no key twice, no NUL, no trailing bytes.
//!
//! `serde_json::Value` alone would keep the last of two equal keys without a word, so that two readers of one signed
//! letter could see two different letters.

use std::cell::Cell;
use std::fmt;

use commons::{Iri, Refusal, Time, text};
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Number, Value};

/// Deepest nesting that is read.
const DEEPEST: usize = 64;

/// Reads one JSON object, or says what is wrong with it.
pub(crate) fn object(bytes: &[u8]) -> Result<Map<String, Value>, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::UnreadableJson {})?;
    let reason = Cell::new(None);
    let mut input = serde_json::Deserializer::from_str(text);
    let read = Strict { left: DEEPEST, reason: &reason }.deserialize(&mut input);
    let value = read.and_then(|value| input.end().map(|()| value));
    match value {
        Ok(Value::Object(map)) => Ok(map),
        _ => Err(reason.take().unwrap_or(Refusal::UnreadableJson {})),
    }
}

/// Tidies every text in a value: no controls, nothing that turns the direction of what follows. Addresses are left as they are, since one that is
/// changed is another.
pub(crate) fn tidy(value: &mut Value) {
    match value {
        Value::String(text) if !is_plain(text) => *text = text::paragraphs(text),
        Value::Array(items) => items.iter_mut().for_each(tidy),
        Value::Object(map) => map.values_mut().for_each(tidy),
        _ => {}
    }
}

fn is_plain(text: &str) -> bool {
    text.starts_with("https://") || text.bytes().all(|byte| matches!(byte, b'\n' | b'\t' | b' '..=b'~'))
}

/// A value with so many levels left below it.
#[derive(Clone, Copy)]
struct Strict<'a> {
    left: usize,
    reason: &'a Cell<Option<Refusal>>,
}

impl Strict<'_> {
    fn refuse<E: Error>(self, refusal: Refusal) -> E {
        self.reason.set(Some(refusal));
        E::custom("refused")
    }

    fn below<E: Error>(self) -> Result<Self, E> {
        match self.left.checked_sub(1) {
            Some(left) => Ok(Self { left, ..self }),
            None => Err(self.refuse(Refusal::JsonTooDeep {})),
        }
    }

    fn text<E: Error>(self, text: &str) -> Result<(), E> {
        // The search for NUL is over in no time where the text is short, and PostgreSQL cannot store one.
        if text.as_bytes().contains(&0) { Err(self.refuse(Refusal::NulInText {})) } else { Ok(()) }
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Value, D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| self.refuse(Refusal::UnreadableJson {}))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.text(value)?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.text(&value)?;
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let below = self.below()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(below)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let below = self.below()?;
        let mut map = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            self.text(&key)?;
            let value = members.next_value_seed(below)?;
            if map.insert(key, value).is_some() {
                return Err(self.refuse(Refusal::RepeatedKey {}));
            }
        }
        Ok(Value::Object(map))
    }
}

/// The text of a member, where it is text.
pub(crate) fn text<'a>(map: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    map.get(key).and_then(Value::as_str)
}

/// The id of something that came as its id or embedded.
pub(crate) fn id_of(value: &Value) -> Option<&str> {
    match value {
        Value::String(id) => Some(id),
        Value::Object(map) => text(map, "id"),
        _ => None,
    }
}

/// One or many: JSON-LD writes a list of one without brackets.
pub(crate) fn many(value: Option<&Value>) -> &[Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(list)) => list,
        Some(one) => std::slice::from_ref(one),
    }
}

/// The types of an object: usually one.
pub(crate) fn kinds(map: &Map<String, Value>) -> impl Iterator<Item = &str> {
    many(map.get("type")).iter().filter_map(Value::as_str)
}

/// The first type, or nothing.
pub(crate) fn kind(map: &Map<String, Value>) -> &str {
    kinds(map).next().unwrap_or("")
}

/// The identifier in a member, as id or embedded; absent is `None`, unreadable a refusal.
pub(crate) fn iri(map: &Map<String, Value>, key: &'static str) -> Result<Option<Iri>, Refusal> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => Iri::parse(key, id_of(value).unwrap_or("")).map(Some),
    }
}

/// The instant in a member; absent is `None`, unreadable a refusal.
pub(crate) fn time(map: &Map<String, Value>, key: &'static str) -> Result<Option<Time>, Refusal> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value.as_str().and_then(Time::parse).map(Some).ok_or(Refusal::NotADate { field: key }),
    }
}

/// Reads a structured value that rides along, exactly as its type says.
pub(crate) fn typed<T: for<'de> Deserialize<'de>>(value: Value) -> Result<T, Refusal> {
    T::deserialize(value).map_err(|_| Refusal::UnreadableJson {})
}

#[cfg(test)]
mod tests {
    use commons::Refusal;

    use super::object;

    fn nested(levels: usize) -> String {
        format!("{{\"a\":{}1{}}}", "[".repeat(levels - 1), "]".repeat(levels - 1))
    }

    #[test]
    fn row_54_nesting_ends_at_64() {
        assert!(object(nested(64).as_bytes()).is_ok());
        for levels in [65, 129, 100_000] {
            assert_eq!(object(nested(levels).as_bytes()), Err(Refusal::JsonTooDeep {}), "{levels}");
        }
        assert_eq!(object("[".repeat(100_000).as_bytes()), Err(Refusal::JsonTooDeep {}));
    }

    #[test]
    fn a_key_may_stand_once_however_it_is_spelled() {
        assert_eq!(object(br#"{"a":1,"a":2}"#), Err(Refusal::RepeatedKey {}));
        assert_eq!(object(br#"{"actor":1,"\u0061ctor":2}"#), Err(Refusal::RepeatedKey {}));
        assert_eq!(object(br#"{"x":[{"a":1,"a":2}]}"#), Err(Refusal::RepeatedKey {}));
        assert!(object(br#"{"a":{"a":1},"b":{"a":1}}"#).is_ok());
    }

    #[test]
    fn row_59_numbers_are_numbers() {
        for bad in ["NaN", "Infinity", "-Infinity", "1e999", "01", "+1", "0x10"] {
            assert_eq!(
                object(format!("{{\"a\":{bad}}}").as_bytes()),
                Err(Refusal::UnreadableJson {}),
                "{bad}"
            );
        }
    }

    #[test]
    fn row_60_only_utf_8_without_a_mark_and_without_nul() {
        assert_eq!(object(b"{\"a\":\"\xff\"}"), Err(Refusal::UnreadableJson {}));
        assert_eq!(object(b"\xef\xbb\xbf{}"), Err(Refusal::UnreadableJson {}));
        assert_eq!(object(b"\xfe\xff\x00{\x00}"), Err(Refusal::UnreadableJson {}));
        assert_eq!(object(br#"{"a":"\u0000"}"#), Err(Refusal::NulInText {}));
        assert_eq!(object(br#"{"a\u0000":1}"#), Err(Refusal::NulInText {}));
        assert_eq!(object(br#"{"a":"\ud800"}"#), Err(Refusal::UnreadableJson {}));
        assert_eq!(object(br#"{} {}"#), Err(Refusal::UnreadableJson {}));
        assert_eq!(object(b"[]"), Err(Refusal::UnreadableJson {}));
        assert_eq!(object(b""), Err(Refusal::UnreadableJson {}));
    }
}
