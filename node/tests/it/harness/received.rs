//! A mail as it came over the wire, and as its reader would see it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What a mail server received.
#[derive(Clone, Debug, Default)]
pub struct Received {
    /// How the other side called itself.
    pub hello: String,
    /// The sender, as the command named it.
    pub from: String,
    /// The recipients, as the commands named them.
    pub to: Vec<String>,
    /// The lines of the message as they came.
    pub raw: Vec<String>,
}

impl Received {
    /// Name and value of every header, in their order, unfolded and otherwise as they came.
    pub fn headers(&self) -> Vec<(String, String)> {
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in self.raw.iter().take_while(|line| !line.is_empty()) {
            match (line.starts_with([' ', '\t']), headers.last_mut()) {
                (true, Some((_, value))) => value.push_str(line),
                _ => {
                    let (name, value) = line.split_once(": ").unwrap_or((line, "(no value)"));
                    headers.push((name.to_owned(), value.to_owned()));
                }
            }
        }
        headers
    }

    /// The one header of this name, as it came.
    #[track_caller]
    pub fn header(&self, name: &str) -> String {
        let headers = self.headers();
        let mut found = headers.iter().filter(|(known, _)| known == name);
        let value = found.next().unwrap_or_else(|| panic!("no {name}: {headers:?}")).1.clone();
        assert!(found.next().is_none(), "{name} twice: {headers:?}");
        value
    }

    /// The subject as a reader sees it.
    pub fn subject(&self) -> String {
        decoded(&self.header("Subject"))
    }

    /// The sender as a reader sees it.
    pub fn sender(&self) -> String {
        decoded(&self.header("From"))
    }

    /// The text as a reader sees it.
    pub fn text(&self) -> String {
        // A line that begins with a dot came with one more (RFC 5321, 4.5.2).
        let lines = self.raw.iter().skip_while(|line| !line.is_empty()).skip(1);
        let lines: Vec<_> = lines.map(|line| line.strip_prefix('.').unwrap_or(line)).collect();
        let bytes = match self.header("Content-Transfer-Encoding").as_str() {
            "7bit" => lines.join("\n").into_bytes(),
            "base64" => STANDARD.decode(lines.concat()).unwrap(),
            "quoted-printable" => printable(&lines.join("\n")),
            other => panic!("an encoding that no test knows: {other}"),
        };
        String::from_utf8(bytes).unwrap().replace("\r\n", "\n").trim_end().to_owned()
    }
}

/// Encoded words (RFC 2047, in base64) become what they stand for; white space between two of them is none.
fn decoded(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    let mut after_word = false;
    while let Some((before, word)) = rest.split_once("=?utf-8?b?") {
        let (word, after) = word.split_once("?=").unwrap();
        if !(after_word && before.trim().is_empty()) {
            out.push_str(before);
        }
        out.push_str(std::str::from_utf8(&STANDARD.decode(word).unwrap()).unwrap());
        (rest, after_word) = (after, true);
    }
    out + rest
}

/// Quoted-printable (RFC 2045, 6.7) becomes what it stands for.
fn printable(text: &str) -> Vec<u8> {
    let text = text.replace("=\n", "");
    let (mut out, mut bytes) = (Vec::new(), text.bytes());
    while let Some(byte) = bytes.next() {
        if byte == b'=' {
            let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
            out.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            out.push(byte);
        }
    }
    out
}
