//! JSON: one object a line, an array of objects, or one object that holds them.

use std::fmt;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;

use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::bounded::Bound;
use super::{LineRead, read_line};
use crate::input::encoding::{Letters, characters_of_field, unmarked};
use crate::input::stream::{Reading, io_reject, too_large, whole};
use crate::input::{Given, MAX_PAGE_BYTES, Reject, reject};

/// Names under which an object holds its articles.
const LISTS: &[&str] = &["articles", "items", "records", "data", "docs", "results", "posts"];

/// One object a line. A broken line is told with its number, and the next is read.
pub(in crate::input) fn lines(
    source: &str,
    from: &mut dyn Read,
    reading: &mut Reading<'_>,
) -> ControlFlow<()> {
    let (from, encoding) = match unmarked(from) {
        Ok(found) => found,
        Err(error) => return reading.reject(io_reject(source, &error)),
    };
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    let (mut number, mut record) = (0, 0);
    loop {
        number += 1;
        let place = Some(format!("line {number}"));
        match read_line(&mut from, &mut line, MAX_PAGE_BYTES) {
            Err(error) => {
                return reading.reject(Reject { place, ..io_reject(source, &error) });
            }
            Ok(LineRead::End) => return ControlFlow::Continue(()),
            Ok(LineRead::TooLong) => {
                record += 1;
                reading.reject(Reject { place, ..too_large(source, MAX_PAGE_BYTES) })?;
                continue;
            }
            Ok(LineRead::Line) => {}
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        record += 1;
        match serde_json::from_str::<Value>(&characters_of_field(&line)) {
            Ok(value) => holder(Place { source, encoding }, record, value, reading)?,
            // `{` alone: an object over several lines.
            Err(error) if record == 1 && error.is_eof() => {
                line.push(b'\n');
                let mut rest = std::io::Cursor::new(line).chain(from);
                return single(Place { source, encoding }, &mut rest, reading);
            }
            Err(error) => reading.reject(Reject { place, ..bad_json(source, error) })?,
        }
    }
}

/// One object: an article, or a list of articles under one of its names.
fn single(place: Place<'_>, from: &mut dyn Read, reading: &mut Reading<'_>) -> ControlFlow<()> {
    let bytes = match whole(place.source, from, 4 * MAX_PAGE_BYTES) {
        Ok(bytes) => bytes,
        Err(reject) => return reading.reject(reject),
    };
    match serde_json::from_str(&characters_of_field(&bytes)) {
        Ok(value) => holder(place, 1, value, reading),
        Err(error) => reading.reject(bad_json(place.source, error)),
    }
}

/// An object that is an article, or holds a list of them.
fn holder(
    place: Place<'_>,
    record: usize,
    mut value: Value,
    reading: &mut Reading<'_>,
) -> ControlFlow<()> {
    let list = value.as_object_mut().and_then(|object| {
        LISTS.iter().find_map(|name| match object.get_mut(*name) {
            Some(Value::Array(list)) => Some(std::mem::take(list)),
            _ => None,
        })
    });
    match list {
        Some(list) => {
            for (n, value) in list.into_iter().enumerate() {
                object(place, n + 1, value, reading)?;
            }
            ControlFlow::Continue(())
        }
        None => object(place, record, value, reading),
    }
}

/// An array of objects, one in memory at a time.
pub(in crate::input) fn array(
    source: &str,
    from: &mut dyn Read,
    reading: &mut Reading<'_>,
) -> ControlFlow<()> {
    let (from, encoding) = match unmarked(from) {
        Ok(found) => found,
        Err(error) => return reading.reject(io_reject(source, &error)),
    };
    let bound = Bound::new(MAX_PAGE_BYTES);
    let from = Letters::of(BufReader::new(bound.on(from)));
    let mut flow = ControlFlow::Continue(());
    let place = Place { source, encoding };
    let each = Each { place, bound: &bound, reading, flow: &mut flow };
    let result = serde_json::Deserializer::from_reader(from).deserialize_seq(each);
    if flow.is_break() {
        return flow;
    }
    match result {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) if bound.is_exceeded() => {
            let place = bad_json(source, error).place;
            reading.reject(Reject { place, ..too_large(source, MAX_PAGE_BYTES) })
        }
        Err(error) => reading.reject(bad_json(source, error)),
    }
}

/// Where records are from.
#[derive(Clone, Copy)]
struct Place<'s> {
    source: &'s str,
    /// What they were in before they were in UTF-8.
    encoding: Option<&'static str>,
}

/// Takes the objects of an array one by one.
struct Each<'e, 's> {
    place: Place<'e>,
    bound: &'e Bound,
    reading: &'e mut Reading<'s>,
    flow: &'e mut ControlFlow<()>,
}

impl<'de> Visitor<'de> for Each<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array of articles")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut record = 0;
        while let Some(value) = list.next_element::<Value>()? {
            record += 1;
            self.bound.next_record();
            *self.flow = object(self.place, record, value, self.reading);
            if self.flow.is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// Hands one object on as a page.
fn object(
    place: Place<'_>,
    record: usize,
    value: Value,
    reading: &mut Reading<'_>,
) -> ControlFlow<()> {
    let source = format!("{}#{record}", place.source);
    let Value::Object(object) = value else {
        let advice = "give objects with a field text, content or body";
        return reading.reject(reject(&source, "not an object", advice));
    };
    // Of a replication pack: an article or own tables that were read before, or what could not be read then.
    match object.get("danvan").and_then(Value::as_str) {
        Some("article" | "figures") => {
            return reading.stored(source, Value::Object(object).to_string());
        }
        Some("reject") => return reading.reject(refused(&source, &object)),
        _ => {}
    }
    let fields = object_fields(&object);
    match reading.options.columns.page(fields) {
        Ok((text, given)) => {
            let given = Given { decoded_from: place.encoding, ..given };
            reading.record(source, text.into_bytes(), given)
        }
        Err(reason) => {
            let advice = "name the field of the text: --map text=NAME";
            reading.reject(reject(&source, reason, advice))
        }
    }
}

/// An input that was refused when the pack's base was loaded.
fn refused(source: &str, object: &Map<String, Value>) -> Reject {
    let word = |name: &str| object.get(name).and_then(Value::as_str).map(str::to_owned);
    let place = word("place");
    let source = word("source").unwrap_or_else(|| source.to_owned());
    let reason = word("reason").unwrap_or_else(|| "refused".to_owned());
    Reject { place, ..reject(&source, reason, word("advice").unwrap_or_default()) }
}

/// The fields of an object as text; a list is joined (`["A", "B"]` → `A, B`).
fn object_fields(object: &Map<String, Value>) -> impl Iterator<Item = (&str, String)> {
    object.iter().filter_map(|(name, value)| Some((name.as_str(), text_of(value)?)))
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => {
            let parts: Vec<String> = list.iter().filter_map(text_of).collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }
        // `"author": {"name": "…"}`
        Value::Object(object) => object.get("name").and_then(text_of),
        Value::Null | Value::Bool(_) => None,
    }
}

fn bad_json(source: &str, error: serde_json::Error) -> Reject {
    let (line, column) = (error.line(), error.column());
    let place = Some(format!("line {line}, column {column}"));
    if error.is_io() {
        return Reject { place, ..io_reject(source, &error.into()) };
    }
    let what = error.to_string();
    let what = what.split(" at line ").next().unwrap_or_default();
    Reject {
        place,
        ..reject(source, format!("bad JSON ({what})"), "mend the line and load it again")
    }
}
