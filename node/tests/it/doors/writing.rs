//! People write: from the first two sentences to the published entry and what becomes of it. Forms are read from the pages as a browser reads
//! them, so that what a page forgets to send is missing here too.

mod approving;
mod bad_input;
mod conflicts;
mod growing;
mod own_entries;
mod sheet;
mod strangers;

use commons::Entry;

use sheet::Sheet;

use crate::harness::{Clerk, Response};

impl Clerk {
    /// Begins a draft of this kind, and gives its path.
    async fn begins(&self, kind: &str) -> String {
        self.sends(&format!("/schreiben/{kind}"), &[]).await.leads()
    }

    /// Begins to correct what is published, and gives the path of the draft.
    async fn corrects(&self, id: &str) -> String {
        self.sends(&format!("/eintraege/{id}/bearbeiten"), &[]).await.leads()
    }

    /// The form of a draft, as its page shows it.
    async fn takes(&self, path: &str) -> Sheet {
        Sheet::of(&self.opens(path).await.is(200).text())
    }

    /// Sends the form with this button.
    async fn presses(&self, path: &str, sheet: &Sheet, button: &str) -> Response {
        let mut fields = sheet.fields();
        fields.push(("act", button));
        self.sends(path, &fields).await
    }

    /// Sends the form as the script does, which saves by itself.
    async fn saves_by_itself(&self, path: &str, sheet: &Sheet) -> Response {
        let http = self.town.http("POST", path).header("Cookie", &format!("sitzung={}", self.cookie));
        let http = http.header("Sec-Fetch-Site", "same-origin").header("Accept", "application/json");
        http.form(&sheet.fields()).send().await
    }

    /// Publishes the form, and gives the id of the entry.
    async fn publishes(&self, path: &str, sheet: &Sheet) -> String {
        let onward = self.presses(path, sheet, "publish").await.leads();
        let published = onward.strip_prefix("/eintraege/").or_else(|| onward.strip_prefix("/schreiben?zu="));
        let rest = published.unwrap_or_else(|| panic!("not published, but {onward}"));
        rest.split(['?', '&']).next().unwrap().to_owned()
    }

    /// An idea with this title, published; gives its id.
    async fn publishes_an_idea(&self, title: &str) -> String {
        let path = self.begins("project").await;
        let sheet = self.takes(&path).await.with("title", title).with("summary", "Zwei Sätze. Nicht mehr.");
        self.publishes(&path, &sheet).await
    }

    /// What an entry of this node says.
    async fn reads(&self, id: &str) -> Entry {
        let id = commons::EntryId::parse(id).unwrap();
        let mut reading = self.town.node().store.reading().await.unwrap();
        reading.entries().by_id(&id).await.unwrap().unwrap().entry().unwrap()
    }
}

impl Response {
    /// Where this answer leads.
    #[track_caller]
    fn leads(self) -> String {
        let answer = self.is(303);
        answer.header("Location").unwrap().to_owned()
    }
}
