//! The form of a draft as a browser understands it: which fields there are, and what they send.

/// A form that is being filled in.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Every field that is sent, with its value.
    fields: Vec<(String, String)>,
    /// Every field there is.
    names: Vec<String>,
}

impl Sheet {
    /// The form of a draft on this page.
    #[track_caller]
    pub fn of(html: &str) -> Self {
        let (_, form) = html.split_once("data-draft=").unwrap_or_else(|| panic!("no form: {html}"));
        let (form, _) = form.split_once("</form>").unwrap();
        let mut sheet = Self { fields: Vec::new(), names: Vec::new() };
        for tag in form.split('<').skip(1) {
            sheet.read(tag, form);
        }
        sheet
    }

    fn read(&mut self, tag: &str, form: &str) {
        let head = tag.split('>').next().unwrap_or_default();
        let element = head.split(' ').next().unwrap_or_default();
        let Some(name) =
            attribute(head, "name").filter(|_| matches!(element, "input" | "textarea" | "select"))
        else {
            return;
        };
        self.names.push(name.clone());
        let value = match element {
            // The first line break after the tag is not part of the text.
            "textarea" => Some(plain(tag.split_once('>').unwrap().1.trim_start_matches('\n'))),
            "select" => {
                let (_, options) = form.split_once(&format!("<{head}>")).unwrap();
                let options = options.split("</select>").next().unwrap().split("<option").skip(1);
                let options: Vec<_> = options.map(|option| option.split('>').next().unwrap()).collect();
                let chosen = options.iter().find(|option| option.contains(" selected")).or(options.first());
                chosen.and_then(|option| attribute(option, "value"))
            }
            _ if head.contains("type=\"radio\"") || head.contains("type=\"checkbox\"") => {
                attribute(head, "value").filter(|_| head.contains(" checked"))
            }
            _ => attribute(head, "value"),
        };
        self.fields.extend(value.map(|value| (name, value)));
    }

    /// The same with another answer to one question.
    #[track_caller]
    pub fn with(self, name: &str, value: &str) -> Self {
        self.ticking(name, &[value])
    }

    /// The same with these ticks.
    #[track_caller]
    pub fn ticking(mut self, name: &str, values: &[&str]) -> Self {
        assert!(self.names.iter().any(|known| known == name), "nothing asks for {name}: {:?}", self.names);
        self.fields.retain(|(field, _)| field != name);
        self.fields.extend(values.iter().map(|value| (name.to_owned(), (*value).to_owned())));
        self
    }

    /// What stands in a field.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// What is sent.
    pub fn fields(&self) -> Vec<(&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// What is answered, without what every save changes.
    pub fn answers(&self) -> Vec<(&str, &str)> {
        let is_answer =
            |(name, value): &(&str, &str)| !value.is_empty() && !["edition", "base"].contains(name);
        let mut answers: Vec<_> = self.fields().into_iter().filter(is_answer).collect();
        answers.sort_unstable();
        answers
    }
}

fn attribute(head: &str, name: &str) -> Option<String> {
    let (_, rest) = head.split_once(&format!(" {name}=\""))?;
    Some(plain(rest.split('"').next()?))
}

/// The text behind the references of HTML.
fn plain(text: &str) -> String {
    [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}
