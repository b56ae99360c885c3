//! One whole way, as people walk it: a node is set up from its link, somebody writes an idea and grows it to a running project, a neighbour
//! finds it, adopts it and asks, is answered, and it is withdrawn. By keyboard alone, without scripts, and in English on a telephone.

use std::sync::Arc;

use commons::Language;
use node::operations::setting_up;
use node::pages::Speech;

use crate::harness::browser::{Key, Scripts};
use crate::harness::{Browser, Clerk, Ground, House, Options, Town, eventually};

const TITLE: &str = "Wasserstände am Deich messen";
const MAIL: &str = "kim@auenstadt.de";
const PASSWORD: &str = "Wasserwerk am Deich";

/// How somebody uses a page.
#[derive(Clone, Copy, PartialEq)]
enum By {
    /// With the keyboard and nothing else.
    Keyboard,
    /// By pointing.
    Pointing,
}

/// Somebody in front of a browser.
struct Person {
    browser: Browser,
    speech: Speech,
    by: By,
}

impl Person {
    async fn sits_down(options: Options, by: By) -> Self {
        let speech = Speech::in_language(options.language);
        Self { browser: Browser::new(options).await, speech, by }
    }

    /// The words of the pages under this key.
    fn say(&self, key: &str) -> String {
        self.speech.say(key)
    }

    async fn sees(&self, key: &str) {
        self.browser.sees(&self.say(key)).await;
    }

    /// Presses what is called as these words say.
    async fn presses(&self, key: &str) {
        self.presses_what_is_called(&self.say(key)).await;
    }

    async fn presses_what_is_called(&self, name: &str) {
        match self.by {
            By::Pointing => self.browser.clicks(name).await,
            By::Keyboard => {
                self.browser.tabs_to(name).await;
                self.browser.activates().await;
            }
        }
    }

    /// Fills in the field with this label.
    async fn fills(&self, key: &str, text: &str) {
        self.fills_what_is_called(&self.say(key), text).await;
    }

    /// Fills in the field with this label that must be filled in.
    async fn must_fill(&self, key: &str, text: &str) {
        self.fills_what_is_called(&format!("{} {}", self.say(key), self.say("form-required")), text).await;
    }

    async fn fills_what_is_called(&self, label: &str, text: &str) {
        match self.by {
            By::Pointing => self.browser.fills(label, text).await,
            By::Keyboard => {
                self.browser.tabs_to(label).await;
                // In a list the first letters choose.
                self.browser.types(text).await;
            }
        }
    }

    /// Comes in at this town's own host.
    async fn signs_in(&self, town: &Town) {
        self.browser.goes_to(&format!("{}anmelden", town.iri())).await;
        self.fills("sign-in-mail", MAIL).await;
        self.fills("sign-in-password", PASSWORD).await;
        self.browser.presses(Key::Enter).await;
        self.sees("my-area-links").await;
    }
}

/// A new node is set up by the link it printed, asks a neighbour, and comes to the last page; gives the town that lives there now.
async fn sets_up(kim: &Person, house: &Arc<House>, neighbour: &Town) -> Town {
    let ticket = setting_up::ticket(&house.node()).await.unwrap();
    kim.browser.goes_to(&format!("http://127.0.0.1:{}/einrichten/{ticket}", house.port())).await;
    kim.must_fill("set-up-person-name", "Kim Meer").await;
    kim.must_fill("set-up-person-mail", MAIL).await;
    kim.must_fill("set-up-person-password", PASSWORD).await;
    kim.must_fill("set-up-person-again", PASSWORD).await;
    kim.presses("set-up-onward").await;
    kim.sees("set-up-organisation").await;
    kim.must_fill("founding-name", "Stadt Auenstadt").await;
    kim.must_fill("founding-handle", "auenstadt").await;
    kim.must_fill("founding-host", &format!("auenstadt.localhost:{}", house.port())).await;
    kim.presses("founding-button").await;
    kim.sees("set-up-check").await;
    kim.presses("set-up-onward").await;
    kim.sees("set-up-mail").await;
    kim.presses("set-up-onward").await;
    kim.sees("set-up-connect").await;
    kim.fills("set-up-connect-addresses", &neighbour.organisation.address()).await;
    kim.presses("set-up-connect-button").await;
    kim.sees("set-up-connect-asked").await;
    kim.presses("set-up-finish-button").await;
    kim.sees("done-set-up").await;
    let town = Town::new(house, house.node().hosts.by_handle("auenstadt").unwrap()).await;
    neighbour.accepts(town.iri()).await;
    town
}

/// An idea: a title and two sentences.
async fn writes_an_idea(kim: &Person, town: &Town) {
    kim.browser.goes_to(&format!("{}schreiben", town.iri())).await;
    let begin = format!("{} {}", kim.say("write-begin"), kim.say("write-kind-project"));
    kim.presses_what_is_called(&begin).await;
    kim.must_fill("write-title", TITLE).await;
    kim.must_fill("write-summary", "Sensoren an drei Stellen. Die Feuerwehr sieht früh, was kommt.").await;
    kim.presses("draft-publish").await;
    kim.sees("done-published").await;
    kim.browser.sees(TITLE).await;
}

/// The idea becomes a project that runs.
async fn grows_it(kim: &Person) {
    kim.presses("entry-edit").await;
    kim.sees("draft-correct-project").await;
    let running = commons::Status::Running.label(kim.speech.language());
    kim.must_fill("write-status", running).await;
    // What is asked of a running project is asked when its status is known, with a script or without.
    kim.presses("draft-save").await;
    kim.sees("done-saved").await;
    kim.fills("write-impact", "Wer am Deich wohnt, schläft ruhiger.").await;
    kim.presses("draft-publish").await;
    kim.sees("done-published").await;
    kim.browser.sees("schläft ruhiger").await;
    kim.browser.sees(running).await;
}

/// At the neighbour's somebody finds it, says that they use it, and asks.
async fn adopts_and_asks(robin: &Person, town: &Town) {
    eventually("the neighbour has it", || async { (!town.finds("ruhiger").await.is_empty()).then_some(()) })
        .await;
    robin.browser.goes_to(&format!("{}suche?q=Deich", town.iri())).await;
    robin.presses_what_is_called(TITLE).await;
    robin.presses("adopting-productive").await;
    robin.sees("done-adopted").await;
    robin.must_fill("commenting-text", "Wer tauscht die Batterien?").await;
    robin.presses("commenting-send").await;
    robin.sees("done-comment-question").await;
    robin.browser.sees("Wer tauscht die Batterien?").await;
}

/// Whoever wrote it sees the question at the own desk, and answers.
async fn answers(kim: &Person, town: &Town, neighbour: &Town) {
    eventually("the question has come", || async {
        kim.browser.goes_to(&format!("{}mein-bereich", town.iri())).await;
        kim.browser.text().await.contains("Wer tauscht die Batterien?").then_some(())
    })
    .await;
    kim.presses_what_is_called("Wer tauscht die Batterien?").await;
    kim.browser.sees(&neighbour.organisation.name).await;
    kim.presses("commenting-answer").await;
    kim.must_fill("commenting-text", "Der Bauhof, einmal im Jahr.").await;
    kim.presses("commenting-send").await;
    kim.sees("done-comment-answer").await;
}

/// Whoever asked sees the answer at the own desk.
async fn reads_the_answer(robin: &Person, town: &Town) {
    eventually("the answer has come", || async {
        robin.browser.goes_to(&format!("{}mein-bereich", town.iri())).await;
        robin.browser.text().await.contains("Der Bauhof, einmal im Jahr.").then_some(())
    })
    .await;
}

/// It is withdrawn, and gone at the neighbour's too.
async fn withdraws(kim: &Person, town: &Town, neighbour: &Town) {
    kim.browser.goes_to(&format!("{}suche?q=Deich", town.iri())).await;
    kim.presses_what_is_called(TITLE).await;
    kim.presses("entry-withdraw").await;
    kim.sees("withdraw-for-good").await;
    kim.presses("withdraw-button").await;
    kim.sees("done-withdrawn").await;
    neighbour.eventually_misses("ruhiger").await;
}

/// The whole way.
async fn walks(options: Options, by: By) {
    let ground = Ground::sqlite();
    let birkenried = ground.town("birkenried").await;
    let clerk: Clerk = birkenried.editor().await;
    let kim = Person::sits_down(options, by).await;
    let robin = Person::sits_down(options, by).await;
    robin.browser.with_cookie(birkenried.iri().as_str(), "sitzung", &clerk.cookie).await;

    let auenstadt = sets_up(&kim, &ground.house("auenstadt").await, &birkenried).await;
    birkenried.follows(&auenstadt).await;
    kim.signs_in(&auenstadt).await;
    writes_an_idea(&kim, &auenstadt).await;
    grows_it(&kim).await;
    adopts_and_asks(&robin, &birkenried).await;
    answers(&kim, &auenstadt, &birkenried).await;
    reads_the_answer(&robin, &birkenried).await;
    withdraws(&kim, &auenstadt, &birkenried).await;
    kim.browser.closes().await;
    robin.browser.closes().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_german_by_keyboard_alone() {
    walks(Options::default(), By::Keyboard).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_scripts() {
    walks(Options { scripts: Scripts::Off, ..Options::default() }, By::Pointing).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_english_on_a_telephone() {
    walks(Options { language: Language::English, width: 360, ..Options::default() }, By::Pointing).await;
}
