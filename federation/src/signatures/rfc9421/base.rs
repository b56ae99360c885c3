//! The bytes that are signed (RFC 9421, 2.5): a line for each component, and the parameters last.

use commons::Refusal;

use super::fields::Input;
use crate::lab;
use crate::open::Head;
use crate::signatures::headers::{joined, single};

/// The signature base of a request.
pub(in crate::signatures) fn of(head: &Head, input: &Input) -> Result<String, Refusal> {
    let mut base = String::new();
    for name in &input.components {
        base.push_str(&format!("\"{name}\": {}\n", value(head, name)?));
    }
    Ok(base + "\"@signature-params\": " + &input.parameters)
}

fn value(head: &Head, name: &str) -> Result<String, Refusal> {
    let target = head.path_and_query;
    Ok(match name {
        "@method" => head.method.to_owned(),
        "@target-uri" => format!("{}://{}{target}", scheme(&authority(head)?), authority(head)?),
        "@authority" => authority(head)?,
        "@scheme" => scheme(&authority(head)?).to_owned(),
        "@request-target" => target.to_owned(),
        "@path" => target.split('?').next().unwrap_or(target).to_owned(),
        "@query" => format!("?{}", target.split_once('?').map_or("", |(_, query)| query)),
        name if name.starts_with('@') => return Err(Refusal::SignatureMalformed {}),
        name => joined(head.headers, name)?,
    })
}

fn authority(head: &Head) -> Result<String, Refusal> {
    let host = single(head.headers, "host")?.ok_or(Refusal::SignatureMalformed {})?;
    Ok(host.trim().to_ascii_lowercase())
}

/// Behind a proxy a request does not tell by which scheme it came. Every real host is called by https, and in the laboratory
/// all is plain.
fn scheme(authority: &str) -> &'static str {
    if lab::is_unreal(&lab::without_port(authority)) { "http" } else { "https" }
}
