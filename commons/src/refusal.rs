//! Every way in which something can be refused, each with a sentence in German and in English.
//!
//! A refusal says what was wrong and, where it helps, what to do; it blames nobody. Programs read the code and the
//! status (RFC 9110), people the sentence.

use std::fmt;

/// A language in which the node speaks to people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// German, the first language.
    #[default]
    German,
    /// English, the second.
    English,
}

impl Language {
    /// Every language the node speaks.
    pub const ALL: [Self; 2] = [Self::German, Self::English];

    /// The tag of BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::German => "de",
            Self::English => "en",
        }
    }
}

macro_rules! refusals {
    ( $( $(#[$about:meta])* $name:ident { $( $field:ident : $type:ty ),* } $status:literal $code:literal, $german:literal, $english:literal; )+ ) => {
        /// Why something was refused.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the fields are the blanks of the sentences beside them")]
        pub enum Refusal {
            $( #[doc = $english] $(#[$about])* $name { $( $field: $type ),* }, )+
        }

        impl Refusal {
            /// The HTTP status with which it is answered.
            pub fn status(&self) -> u16 {
                match self { $( Self::$name { .. } => $status, )+ }
            }

            /// The word by which programs know it: the last part of the `type` of an RFC 9457 problem.
            pub fn code(&self) -> &'static str {
                match self { $( Self::$name { .. } => $code, )+ }
            }

            /// The sentence a person reads.
            pub fn sentence(&self, language: Language) -> String {
                match (self, language) {
                    $(
                        (Self::$name { $( $field ),* }, Language::German) => format!($german),
                        (Self::$name { $( $field ),* }, Language::English) => format!($english),
                    )+
                }
            }

            /// One of each, with empty blanks, for tests that walk them all.
            pub fn one_of_each() -> Vec<Self> {
                vec![ $( Self::$name { $( $field: <$type>::default() ),* }, )+ ]
            }
        }
    };
}

refusals! {
    // What people and programs hand in.
    NotAnAgs {} 422 "not-an-ags", "Ein Gemeindeschlüssel (AGS) hat acht Ziffern, der eines Kreises fünf, der eines Gemeindeverbands neun.", "A municipality key (AGS) has eight digits, that of a county five, that of an association nine.";
    UnknownAgs { ags: String } 422 "unknown-ags", "Den Gemeindeschlüssel {ags} kennt dieser Knoten nicht. Bitte das amtliche Gemeindeverzeichnis einlesen (tempomacher register import DATEI) oder den Namen angeben.", "This node does not know the municipality key {ags}. Please import the official register (tempomacher register import FILE), or give the name.";
    NotARegister {} 422 "not-a-register", "Das ist kein Gemeindeverzeichnis, wie es das Statistische Bundesamt herausgibt (GV100AD, .txt oder .gz). Nichts wurde verändert.", "This is not the register of municipalities of the Federal Statistical Office (GV100AD, .txt or .gz). Nothing has been changed.";
    NotAHandle {} 422 "not-a-handle", "Ein Kurzname besteht aus 1 bis 60 Kleinbuchstaben, Ziffern und Bindestrichen und beginnt mit einem Buchstaben.", "A handle is 1 to 60 lower-case letters, digits and hyphens, and begins with a letter.";
    NotAHost {} 422 "not-a-host", "Das ist kein Rechnername, unter dem eine Organisation erreichbar sein kann.", "This is not a host name under which an organisation can be reached.";
    NotAnIri { field: &'static str } 422 "not-an-iri", "„{field}“ ist keine Adresse, die mit https:// beginnt und ohne Besonderheiten auskommt.", "“{field}” is not a plain address that begins with https://.";
    NotADate { field: &'static str } 400 "not-a-date", "„{field}“ ist kein Datum.", "“{field}” is not a date.";
    NotANumber { field: &'static str } 422 "not-a-number", "„{field}“ ist keine ganze Zahl in den üblichen Grenzen.", "“{field}” is not a whole number within the usual limits.";
    NotAnAddress {} 422 "not-an-address", "Eine Organisation wird als name@rechner angegeben, zum Beispiel auenstadt@auenstadt.de.", "An organisation is given as name@host, for example auenstadt@auenstadt.de.";
    NotADomain {} 422 "not-a-domain", "Das ist keine Mail-Domain, zum Beispiel auenstadt.de.", "This is not a mail domain, for example auenstadt.de.";
    NotAColour {} 422 "not-a-colour", "Eine Farbe wird als # und sechs Ziffern oder Buchstaben von a bis f angegeben, zum Beispiel #0b5f5c.", "A colour is given as # and six digits or letters from a to f, for example #0b5f5c.";
    NotAMailbox {} 422 "not-a-mailbox", "Das ist keine Mailadresse.", "This is not a mail address.";
    NotACoordinate {} 422 "not-a-coordinate", "Breite liegt zwischen -90 und 90, Länge zwischen -180 und 180.", "Latitude lies between -90 and 90, longitude between -180 and 180.";
    UnknownCode { field: &'static str, code: String } 422 "unknown-code", "„{code}“ steht nicht in der Liste für {field}.", "“{code}” is not in the list for {field}.";
    Missing { field: &'static str } 422 "missing", "Es fehlt noch: {field}.", "Still missing: {field}.";
    UnreadableField { reason: String } 422 "unreadable-field", "Ein Feld ist nicht lesbar: {reason}.", "A field cannot be read: {reason}.";
    TooLong { field: &'static str, limit: usize } 422 "too-long", "„{field}“ darf höchstens {limit} Zeichen lang sein.", "“{field}” may be at most {limit} characters long.";
    TooMany { field: &'static str, limit: usize } 422 "too-many", "„{field}“ darf höchstens {limit} Einträge haben.", "“{field}” may have at most {limit} items.";
    OutOfRange { field: &'static str, least: u64, most: u64 } 422 "out-of-range", "„{field}“ liegt zwischen {least} und {most}.", "“{field}” lies between {least} and {most}.";
    TooLargeToShow {} 422 "too-large-to-show", "Der Eintrag wäre fertig gesetzt größer als 512 KiB. Bitte kürzen oder ein Dokument verlinken.", "Rendered, the entry would be larger than 512 KiB. Please shorten it or link a document.";
    NulInText {} 400 "nul-in-text", "Der Text enthält ein Zeichen, das nicht gespeichert werden kann (NUL).", "The text contains a character that cannot be stored (NUL).";
    WiderThanParent {} 422 "wider-than-parent", "Ein Kommentar kann nicht mehr Leser haben als das, worunter er steht.", "A comment cannot have more readers than what it stands under.";
    KindChanged {} 422 "kind-changed", "Die Art eines Eintrags ändert sich nicht. Bitte einen neuen Eintrag anlegen und verknüpfen.", "The kind of an entry does not change. Please write a new entry and link it.";
    OwnEntry {} 422 "own-entry", "Das ist ein Eintrag Ihrer eigenen Organisation. Ob sie ihn nutzt, sagt sein Stand.", "This is an entry of your own organisation. Its status says whether it uses it.";
    NotAdoptable {} 422 "not-adoptable", "Genutzt oder geprüft wird ein Projekt, eine Erfahrung oder ein Angebot, nicht eine Nutzung oder ein Kommentar.", "What is used or examined is a project, a lesson or an offer, not an adoption or a comment.";
    OwnMark {} 422 "own-mark", "Das ist ein Eintrag Ihrer eigenen Organisation. Empfehlen können ihn andere.", "This is an entry of your own organisation. It is for others to recommend it.";
    NotMarkable {} 422 "not-markable", "Empfehlen lassen sich Projekte, Erfahrungen und Kooperationen, nicht Nutzungen und Kommentare.", "What can be recommended is a project, a lesson or a cooperation, not an adoption or a comment.";
    NotForEveryone {} 422 "not-for-everyone", "Dieser Eintrag ist nicht für alle bestimmt. Empfehlen lässt sich nur, was öffentlich ist.", "This entry is not meant for everyone. Only what is public can be recommended.";
    NotACall {} 422 "not-a-call", "Einen Fortschritt hat nur, was gesucht oder geboten wird.", "Only what is sought or offered has a progress.";
    ListFull {} 422 "list-full", "Die Merkliste ist voll. Bitte zuerst etwas herunternehmen.", "The reading list is full. Please take something off it first.";
    NothingToTell {} 422 "nothing-to-tell", "Für diesen Monat gibt es nichts (mehr) zu berichten.", "There is nothing (more) to report for this month.";
    TooManySearches { limit: usize } 422 "too-many-searches", "Mehr als {limit} Suchen lassen sich nicht speichern. Bitte zuerst eine entfernen, die niemand mehr braucht.", "No more than {limit} searches can be saved. Please remove one first that is no longer needed.";
    MailboxTaken {} 409 "mailbox-taken", "Diese Mailadresse gehört hier schon jemandem.", "This mail address already belongs to somebody here.";
    SourceTaken {} 409 "source-taken", "Unter dieser Kennung der Quelle gibt es schon einen Eintrag.", "There already is an entry by this id of its source.";
    HandleTaken {} 409 "handle-taken", "Dieser Kurzname oder Rechnername gehört hier schon einer Organisation.", "This handle or host already belongs to an organisation here.";
    HostTaken {} 409 "host-taken", "Dieser Rechnername gehört hier schon einer Organisation.", "This host already belongs to an organisation here.";
    AlreadyFounded {} 409 "already-founded", "Die erste Organisation ist schon angelegt.", "The first organisation has already been founded.";
    NameLeadsNowhere { host: String } 422 "name-leads-nowhere", "Der Name {host} führt noch nirgendwohin. Ist er richtig geschrieben, setzen Sie bitte unten das Häkchen: Er lässt sich später nicht ändern.", "The name {host} leads nowhere yet. If it is spelled right, please set the tick below: it cannot be changed later.";
    NotAPicture {} 422 "not-a-picture", "Diese Datei ist kein vollständiges Bild in PNG, JPEG oder WebP. Andere Arten, auch SVG, nehmen wir nicht an.", "This file is not a complete picture in PNG, JPEG or WebP. Other types, SVG among them, are not accepted.";
    PictureTooLarge { limit: usize } 422 "picture-too-large", "Das Bild darf höchstens {limit} Bildpunkte breit und hoch sein.", "The picture may be at most {limit} pixels wide and high.";
    FileTooLarge { kilobytes: usize } 422 "file-too-large", "Die Datei darf höchstens {kilobytes} kB groß sein.", "The file may be at most {kilobytes} kB.";
    UnreadableQuestion { reason: String } 400 "unreadable-question", "Die Suchanfrage ist nicht lesbar: {reason}.", "The search query cannot be read: {reason}.";
    UnknownFacet { facet: String } 400 "unknown-facet", "Einen Filter „{facet}“ gibt es nicht.", "There is no filter “{facet}”.";
    BadParameter { name: &'static str } 400 "bad-parameter", "Die Angabe „{name}“ ist nicht lesbar.", "The parameter “{name}” cannot be read.";
    BadCursor {} 400 "bad-cursor", "Diese Fortsetzung gibt es nicht (mehr). Bitte von vorn beginnen.", "There is no such continuation (any more). Please start again.";
    SearchBeingBuilt { percent: u8 } 503 "search-being-built", "Die Suche wird gerade neu aufgebaut; {percent} % sind fertig. Alles andere ist da. Bitte in ein paar Minuten noch einmal suchen.", "The search is being rebuilt; {percent} % is done. Everything else is there. Please search again in a few minutes.";
    SearchWithoutRoom {} 503 "search-without-room", "Die Suche ist gerade nicht da: Auf dem Rechner dieses Knotens fehlt der Platz für sie. Alles andere ist da. Sobald wieder Platz ist, kommt sie von selbst zurück.", "The search is not there at the moment: the machine of this node has no room for it. Everything else is there. It comes back by itself as soon as there is room.";
    SearchTookTooLong {} 503 "search-took-too-long", "Die Suche hat zu lange gedauert. Bitte mit anderen Wörtern versuchen.", "The search took too long. Please try other words.";

    // What is there, and what is not.
    NoSuchEntry {} 404 "no-such-entry", "Diesen Eintrag gibt es hier nicht.", "There is no such entry here.";
    NoSuchSearch {} 404 "no-such-search", "Diese gespeicherte Suche gibt es nicht.", "There is no such saved search.";
    NoSuchFeed {} 404 "no-such-feed", "Diesen Feed gibt es nicht (mehr).", "There is no such feed (any more).";
    NoSuchOrganisation {} 404 "no-such-organisation", "Diese Organisation gibt es hier nicht.", "There is no such organisation here.";
    NoSuchFollow {} 404 "no-such-follow", "Diese Verbindung gibt es nicht.", "There is no such connection.";
    NoSuchPeer {} 404 "no-such-peer", "Diesen Knoten kennen wir nicht.", "We do not know this node.";
    NoSuchPage {} 404 "no-such-page", "Diese Seite gibt es nicht.", "There is no such page.";
    NothingHeld {} 404 "nothing-held", "Dazu wartet nichts auf eine Entscheidung.", "Nothing of that kind waits for a decision.";
    NotKnownAs {} 409 "not-known-as", "Unter der neuen Adresse steht nicht, dass die Organisation vorher hier war. Bitte dort zuerst eintragen: tempomacher organisation alias.", "The new address does not say that the organisation was here before. Please enter that there first: tempomacher organisation alias.";
    HasNotMoved {} 409 "has-not-moved", "Diese Organisation ist nicht umgezogen.", "This organisation has not moved.";
    NoSuchReport {} 404 "no-such-report", "Diesen Hinweis gibt es nicht, oder über ihn ist schon entschieden.", "There is no such report, or it has been decided already.";
    NoHomeElsewhere {} 422 "no-home-elsewhere", "Dieser Inhalt stammt von diesem Knoten; weiterzugeben ist da nichts.", "This content is from this node; there is nobody to pass the report on to.";
    Withdrawn {} 410 "withdrawn", "Dieser Eintrag wurde zurückgezogen.", "This entry has been withdrawn.";
    AlreadyAnswered {} 409 "already-answered", "Diese Anfrage ist schon beantwortet.", "This request has already been answered.";

    // Circles.
    NoSuchCircle {} 404 "no-such-circle", "Diesen Kreis gibt es hier nicht.", "There is no such circle here.";
    NotInCircle {} 422 "not-in-circle", "An einen Kreis schreibt, wer dazugehört und seiner Vereinbarung zugestimmt hat, so wie sie jetzt lautet.", "A circle is written to by those who belong to it and have accepted its agreement as it stands now.";
    CircleChanged {} 409 "circle-changed", "Die Vereinbarung wurde inzwischen geändert. Bitte noch einmal lesen.", "The agreement has been changed meanwhile. Please read it again.";
    OwnCircle {} 422 "own-circle", "Wer einen Kreis führt, kann ihn nicht verlassen.", "Whoever keeps a circle cannot leave it.";
    AlreadyInCircle {} 409 "already-in-circle", "Diese Organisation gehört schon dazu oder ist eingeladen.", "This organisation already belongs to it or is invited.";

    // Drafts.
    NoSuchDraft {} 404 "no-such-draft", "Diesen Entwurf gibt es hier nicht (mehr). Vielleicht wurde er schon veröffentlicht oder verworfen.", "There is no such draft here (any more). It may have been published or discarded.";
    DraftChanged {} 409 "draft-changed", "Der Entwurf wurde inzwischen geändert. Bitte noch einmal ansehen.", "The draft has been changed meanwhile. Please look at it again.";
    NotSubmitted {} 409 "not-submitted", "Dieser Entwurf wartet nicht auf eine Freigabe.", "This draft does not wait for approval.";
    OwnHand {} 403 "own-hand", "Wer an einem Entwurf mitgeschrieben hat, kann ihn nicht selbst freigeben.", "Whoever helped write a draft cannot approve it.";

    // Who may.
    NoToken {} 401 "no-token", "Dafür wird ein Schlüssel (Token) gebraucht.", "This needs a token.";
    BadToken {} 401 "bad-token", "Dieser Schlüssel (Token) gilt nicht.", "This token is not valid.";
    ScopeTooSmall { scope: &'static str } 403 "scope-too-small", "Dieser Schlüssel (Token) erlaubt das nicht; gebraucht wird „{scope}“.", "This token does not allow that; it takes “{scope}”.";
    OtherOrganisation {} 403 "other-organisation", "Dieser Schlüssel (Token) gehört einer anderen Organisation.", "This token belongs to another organisation.";
    VersionRequired {} 428 "version-required", "Bitte die Fassung nennen, die geändert werden soll (If-Match).", "Please name the version to be changed (If-Match).";
    VersionStale {} 412 "version-stale", "Der Eintrag wurde inzwischen geändert. Bitte neu laden und die Änderung wiederholen.", "The entry has been changed meanwhile. Please load it again and repeat the change.";

    // People.
    NotSignedIn {} 401 "not-signed-in", "Bitte melden Sie sich an.", "Please sign in.";
    RoleTooSmall {} 403 "role-too-small", "Dafür fehlt Ihnen hier die Rolle. Wer diese Organisation verwaltet, kann sie Ihnen geben.", "You do not have the role for this here. Whoever administers this organisation can give it to you.";
    NotTheOperator {} 403 "not-the-operator", "Das ist denen vorbehalten, die diesen Knoten betreiben.", "That is for those who run this node.";
    SignInFailed {} 422 "sign-in-failed", "Mailadresse und Passwort passen nicht zusammen.", "Mail address and password do not fit together.";
    TooManyTries { minutes: i64 } 429 "too-many-tries", "Das waren zu viele Versuche. Bitte in {minutes} Minuten noch einmal, oder mit einem Link per Mail anmelden.", "Those were too many tries. Please try again in {minutes} minutes, or sign in with a link by mail.";
    PasswordTooShort { least: usize } 422 "password-too-short", "Ein Passwort hat mindestens {least} Zeichen; gut sind mehrere Wörter.", "A password has at least {least} characters; several words make a good one.";
    PasswordsDiffer {} 422 "passwords-differ", "Die beiden Passwörter sind nicht gleich.", "The two passwords are not the same.";
    TicketSpent {} 410 "ticket-spent", "Dieser Link gilt nicht mehr: Er wurde schon benutzt, ersetzt oder ist zu alt. Bitte einen neuen anfordern.", "This link is no longer valid: it has been used or replaced, or is too old. Please ask for a new one.";
    TooManyMails { minutes: i64 } 429 "too-many-mails", "Das waren viele Anfragen kurz hintereinander. Vielleicht ist die Mail schon da; sonst bitte in {minutes} Minuten noch einmal.", "Those were many requests in a short time. Perhaps the mail has arrived already; if not, please try again in {minutes} minutes.";
    InvitationForAnother {} 403 "invitation-for-another", "Diese Einladung gilt für eine andere Mailadresse als die, mit der Sie angemeldet sind.", "This invitation is for another mail address than the one you are signed in with.";
    DomainNotListed {} 422 "domain-not-listed", "Mit dieser Mailadresse können Sie sich hier nicht selbst registrieren. Wer die Organisation verwaltet, kann Sie einladen.", "You cannot register here yourself with this mail address. Whoever administers the organisation can invite you.";
    OldPasswordWrong {} 422 "old-password-wrong", "Das ist nicht Ihr jetziges Passwort.", "This is not your present password.";
    NotConfirmed {} 422 "not-confirmed", "Bitte das Häkchen setzen, wenn Sie das wirklich möchten.", "Please tick the box if you really want this.";
    NoSuchPerson {} 404 "no-such-person", "Diese Person gehört nicht zu dieser Organisation.", "This person does not belong to this organisation.";
    NoSuchInvitation {} 404 "no-such-invitation", "Diese Einladung gibt es nicht mehr: Sie wurde angenommen, zurückgenommen oder ist abgelaufen.", "There is no such invitation any more: it was accepted, taken back, or has run out.";
    AlreadyMember {} 409 "already-member", "Diese Person gehört schon zu Ihrer Organisation. Ihre Rolle ändern Sie in der Liste der Personen.", "This person already belongs to your organisation. You change their role in the list of people.";
    LastAdministrator {} 409 "last-administrator", "Mindestens ein Mensch muss die Organisation verwalten. Bitte geben Sie diese Rolle zuerst jemand anderem.", "At least one person must administer the organisation. Please give that role to somebody else first.";
    LastOperator {} 409 "last-operator", "Mindestens ein Mensch muss diesen Knoten betreiben. Bitte geben Sie diese Aufgabe zuerst jemand anderem.", "At least one person must run this node. Please hand that task to somebody else first.";
    BelongsElsewhere {} 409 "belongs-elsewhere", "Diese Person gehört nicht nur zu Ihrer Organisation. Das kann deshalb nur tun, wer diesen Knoten betreibt.", "This person does not belong to your organisation alone. So only those who run this node can do that.";
    SetUpLinkSpent {} 410 "set-up-link-spent", "Dieser Link zum Einrichten gilt nicht mehr. Ein neuer steht da, sobald der Knoten neu startet, oder nach dem Befehl: tempomacher setup link.", "This link to set up the node is no longer valid. There is a new one as soon as the node starts again, or by the command: tempomacher setup link.";
    FromElsewhere {} 403 "from-elsewhere", "Diese Eingabe kam nicht von einer Seite dieses Knotens. Es wurde nichts verändert.", "This input did not come from a page of this node. Nothing has been changed.";

    // Requests.
    NotOurHost {} 421 "not-our-host", "Für diesen Rechnernamen ist dieser Knoten nicht zuständig.", "This node does not answer for that host name.";
    TooLarge { limit: usize } 413 "too-large", "Das ist größer als die erlaubten {limit} Bytes.", "This is larger than the {limit} bytes allowed.";
    WrongContentType {} 415 "wrong-content-type", "Diese Art von Inhalt wird hier nicht angenommen.", "This type of content is not accepted here.";
    MethodNotAllowed {} 405 "method-not-allowed", "Das geht unter dieser Adresse nicht.", "That cannot be done at this address.";
    NotAcceptable {} 406 "not-acceptable", "In dieser Form gibt es das nicht.", "This is not available in that form.";
    UnreadableBody {} 400 "unreadable-body", "Der gesendete Inhalt ist nicht lesbar.", "The content that was sent cannot be read.";

    // What neighbours send.
    RepeatedHeader { name: &'static str } 400 "repeated-header", "Die Kopfzeile {name} darf nur einmal vorkommen.", "The header {name} may appear only once.";
    NoSignature {} 401 "no-signature", "Die Nachricht ist nicht unterschrieben.", "The message is not signed.";
    SignatureMalformed {} 401 "signature-malformed", "Die Unterschrift ist nicht lesbar.", "The signature cannot be read.";
    SignatureIncomplete { name: &'static str } 401 "signature-incomplete", "Die Unterschrift deckt {name} nicht ab.", "The signature does not cover {name}.";
    SignatureAlgorithm {} 401 "signature-algorithm", "Dieses Unterschriftsverfahren wird nicht angenommen.", "This signature algorithm is not accepted.";
    SignatureTime {} 401 "signature-time", "Die Unterschrift ist zu alt, liegt in der Zukunft oder nennt keine gültige Zeit.", "The signature is too old, lies in the future or names no valid time.";
    SignatureWrong {} 401 "signature-wrong", "Die Unterschrift passt nicht zur Nachricht.", "The signature does not fit the message.";
    DigestWrong {} 401 "digest-wrong", "Die Prüfsumme (Digest) passt nicht zum Inhalt.", "The digest does not fit the content.";
    KeyOfAnother {} 401 "key-of-another", "Der Schlüssel gehört nicht dem, der hier schreibt.", "The key does not belong to the one who writes here.";
    UnreadableJson {} 400 "unreadable-json", "Das ist kein JSON, wie es hier erwartet wird.", "This is not JSON as it is expected here.";
    JsonTooDeep {} 400 "json-too-deep", "Das JSON ist tiefer als 64 Ebenen geschachtelt.", "The JSON is nested deeper than 64 levels.";
    RepeatedKey {} 400 "repeated-key", "Ein Schlüssel kommt im JSON zweimal vor.", "A key appears twice in the JSON.";
    BadId { field: &'static str } 422 "bad-id", "„{field}“ ist keine gültige Kennung.", "“{field}” is not a valid identifier.";
    OriginsDiffer {} 403 "origins-differ", "Absender und Kennung liegen nicht auf demselben Rechner.", "Sender and identifier are not on the same host.";
    OurOwnName {} 403 "our-own-name", "Diese Nachricht gibt sich als eine von uns aus.", "This message pretends to be one of ours.";
    AuthorDiffers {} 422 "author-differs", "Der Eintrag nennt einen anderen Urheber als den Absender.", "The entry names an author other than the sender.";
    NotTheOwner {} 403 "not-the-owner", "Nur wem der Eintrag gehört, darf ihn ändern.", "Only the owner may change it.";
    Blocked {} 403 "blocked", "Von diesem Knoten nehmen wir nichts an.", "We accept nothing from this node.";
    NotAMember {} 403 "not-a-member", "Wir sind mit diesem Absender nicht verbunden.", "We are not connected with this sender.";
    NotWanted {} 403 "not-wanted", "Die Organisation möchte damit nichts zu tun haben.", "The organisation wants nothing to do with this.";
    RepliesOff {} 403 "replies-off", "Diese Organisation nimmt keine Antworten aus anderer Software an.", "This organisation accepts no replies from other software.";
    NotAsked {} 403 "not-asked", "Darum wurde hier nicht gebeten.", "Nobody here asked for this.";
    TooOften {} 429 "too-often", "Zu viele Anfragen. Bitte später noch einmal.", "Too many requests. Please try again later.";
    Busy {} 503 "busy", "Gerade ist zu viel los. Bitte gleich noch einmal.", "Too much is going on just now. Please try again shortly.";
    SenderUnreachable {} 503 "sender-unreachable", "Der Absender war nicht zu erreichen, um die Unterschrift zu prüfen.", "The sender could not be reached to check the signature.";
    SenderGone {} 410 "sender-gone", "Den Absender gibt es nicht mehr.", "The sender is gone.";

    // What we fetch and send.
    AddressForbidden {} 403 "address-forbidden", "Diese Adresse darf von hier aus nicht aufgerufen werden.", "This address may not be called from here.";
    RedirectRefused {} 502 "redirect-refused", "Der andere Rechner leitet um; dem wird nicht gefolgt.", "The other host redirects; that is not followed.";
    PeerUnreachable {} 502 "peer-unreachable", "Der andere Rechner ist nicht zu erreichen.", "The other host cannot be reached.";
    PeerNameUnknown {} 502 "peer-name-unknown", "Diesen Rechnernamen gibt es nicht. Bitte die Schreibweise prüfen.", "There is no host of that name. Please check the spelling.";
    PeerInsecure {} 502 "peer-insecure", "Die Verbindung zum anderen Rechner lässt sich nicht absichern: Sein Zertifikat fehlt, ist abgelaufen oder gilt für einen anderen Namen.", "The connection to the other host cannot be secured: its certificate is missing, has expired or is for another name.";
    PeerTooSlow {} 502 "peer-too-slow", "Der andere Rechner hat nicht rechtzeitig geantwortet.", "The other host did not answer in time.";
    PeerAnswered { status: u16 } 502 "peer-answered", "Der andere Rechner antwortet mit {status}.", "The other host answers with {status}.";
    PeerAnswerUnreadable {} 502 "peer-answer-unreadable", "Die Antwort des anderen Rechners ist nicht lesbar.", "The answer of the other host cannot be read.";
    PeerAnswerTooLarge {} 502 "peer-answer-too-large", "Die Antwort des anderen Rechners ist zu groß.", "The answer of the other host is too large.";
    NobodyThere {} 404 "nobody-there", "Auf diesem Rechner ist unter diesem Namen niemand zu finden.", "Nobody can be found by that name on that host.";
    NotTempomacher {} 502 "not-tempomacher", "Dort antwortet nichts, womit man sich verbinden kann. Vielleicht ist das die Website der Organisation; gebraucht wird ihre Adresse bei Tempomacher.", "Nothing one could connect with answers there. This may be the organisation’s website; its address at Tempomacher is needed.";
    TurnedAway {} 502 "turned-away", "Der andere Rechner weist uns ab. Vielleicht hat er unseren gesperrt.", "The other host turns us away. It may have blocked ours.";
    PeerBlocked {} 409 "peer-blocked", "Dieser Rechner ist hier gesperrt. Erst wenn die Sperre aufgehoben ist, kann man sich verbinden.", "This host is blocked here. Connecting takes unblocking it first.";
    OurOwnAddress {} 422 "our-own-address", "Das ist Ihre eigene Organisation.", "This is your own organisation.";
    OurOwnHost {} 409 "our-own-host", "Auf diesem Rechner liegt eine Organisation dieses Knotens. Er kann sich nicht selbst sperren.", "An organisation of this node lives on that host. It cannot block itself.";
    WalkDoesNotMove {} 502 "walk-does-not-move", "Die Liste der Einträge dort führt nicht weiter.", "The list of entries there leads nowhere.";

    // Lists.
    KeepsNoList {} 404 "keeps-no-list", "Diese Organisation führt keine Mitgliederliste.", "This organisation keeps no list of members.";
    NoSuchListMember {} 404 "no-such-list-member", "Dieses Mitglied steht nicht auf der Liste.", "This member is not on the list.";
    NoSuchSubscription {} 404 "no-such-subscription", "Diese Liste ist nicht abonniert.", "This list is not subscribed to.";
    AlreadyListed {} 409 "already-listed", "Das steht schon auf der Liste.", "This is on the list already.";
    AlreadySubscribed {} 409 "already-subscribed", "Diese Liste ist schon abonniert.", "This list is subscribed to already.";
    NothingToList {} 422 "nothing-to-list", "Bitte eine Adresse, einen Gemeindeschlüssel (AGS) oder einen Namen angeben.", "Please give an address, a municipality key (AGS) or a name.";
    SeveralOfThatName {} 422 "several-of-that-name", "Diesen Namen tragen mehrere Gemeinden. Bitte den Gemeindeschlüssel (AGS) angeben.", "Several municipalities bear this name. Please give the municipality key (AGS).";
    NotAWebsite {} 422 "not-a-website", "Das ist weder eine Adresse (name@rechner) noch die einer Website, zum Beispiel www.auenstadt.de.", "This is neither an address (name@host) nor that of a website, for example www.auenstadt.de.";
    NotATable {} 422 "not-a-table", "Diese Datei lässt sich nicht als Tabelle lesen. Bitte als CSV speichern, mit einer Organisation in jeder Zeile.", "This file cannot be read as a table. Please save it as CSV, with one organisation on each line.";
    TableTooLong { limit: usize } 422 "table-too-long", "Die Tabelle ist zu lang: Gelesen werden bis zu {limit} Zeilen. Bitte aufteilen.", "The table is too long: up to {limit} lines are read. Please split it.";
    ListDoesNotMove {} 502 "list-does-not-move", "Die Mitgliederliste dort führt nicht weiter.", "The list of members there leads nowhere.";
    ListTooLong {} 502 "list-too-long", "Die Mitgliederliste dort ist länger, als hier gelesen wird.", "The list of members there is longer than is read here.";

    // The network around the node.
    NotARange {} 422 "not-a-range", "Ein Adressbereich sieht so aus: 10.20.0.0/16.", "A range of addresses looks like this: 10.20.0.0/16.";
    NotACertificate {} 422 "not-a-certificate", "Die Datei enthält kein Zertifikat im PEM-Format.", "The file holds no certificate in PEM format.";
    ProxyUnreachable {} 502 "proxy-unreachable", "Der Proxy dieses Netzes ist nicht zu erreichen.", "The proxy of this network cannot be reached.";
    ProxyWantsLogin {} 502 "proxy-wants-login", "Der Proxy dieses Netzes verlangt eine Anmeldung, oder eine andere als die eingestellte.", "The proxy of this network wants a login, or another than the one configured.";
    ProxyDeclines {} 502 "proxy-declines", "Der Proxy dieses Netzes hat keine Verbindung zum anderen Rechner hergestellt: Er darf nicht dorthin, oder niemand antwortet.", "The proxy of this network opened no connection to the other host: it may not go there, or nobody answers.";

    // The node itself.
    Failed {} 500 "failed", "Hier ist etwas schiefgegangen. Es wurde vermerkt; bitte später noch einmal.", "Something went wrong here. It has been noted; please try again later.";
    StorageFull {} 503 "storage-full", "Der Speicher ist voll oder nicht beschreibbar. Nichts wurde verändert.", "Storage is full or cannot be written. Nothing has been changed.";
}

impl Refusal {
    /// The blank-free variant for storage that failed for no known reason.
    pub const FAILED: Self = Self::Failed {};

    /// The field of a form or of a JSON object that it is about, where it is about one.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::NotAnIri { field }
            | Self::NotADate { field }
            | Self::NotANumber { field }
            | Self::UnknownCode { field, .. }
            | Self::Missing { field }
            | Self::TooLong { field, .. }
            | Self::TooMany { field, .. } => Some(field),
            Self::NotAMailbox {} | Self::MailboxTaken {} | Self::AlreadyMember {} => Some("mail"),
            Self::DomainNotListed {} => Some("mailbox"),
            Self::OldPasswordWrong {} => Some("old"),
            Self::NotConfirmed {} => Some("sure"),
            Self::PasswordTooShort { .. } | Self::PasswordsDiffer {} => Some("password"),
            Self::NotADomain {} => Some("reader_domains"),
            Self::NotAColour {} => Some("colour"),
            Self::NotAHandle {} | Self::HandleTaken {} => Some("handle"),
            Self::NotAHost {} | Self::HostTaken {} | Self::NameLeadsNowhere { .. } => Some("host"),
            Self::NotACoordinate {} => Some("latitude"),
            Self::NotAPicture {}
            | Self::PictureTooLarge { .. }
            | Self::FileTooLarge { .. }
            | Self::NotATable {}
            | Self::TableTooLong { .. } => Some("file"),
            Self::NotAWebsite {} => Some("website"),
            Self::SeveralOfThatName {} => Some("ags"),
            Self::NothingToList {} => Some("address"),
            Self::NotAnAgs {} | Self::UnknownAgs { .. } => Some("ags"),
            _ => None,
        }
    }

    /// After how many seconds trying again makes sense (`Retry-After`), where waiting can cure it.
    pub fn retry_after(&self) -> Option<u32> {
        match self.status() {
            429 => Some(60),
            503 => Some(10),
            _ => None,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Language, Refusal};

    #[test]
    fn every_refusal_speaks_every_language() {
        for refusal in Refusal::one_of_each() {
            let sentences = Language::ALL.map(|language| refusal.sentence(language));
            assert_ne!(sentences[0], sentences[1], "{refusal:?} says the same in both languages");
            for sentence in sentences {
                assert!(sentence.ends_with('.'), "{refusal:?}: a sentence ends with a full stop: {sentence}");
                assert!(
                    sentence.starts_with(|first: char| first.is_uppercase() || "„“".contains(first)),
                    "{sentence}"
                );
            }
        }
    }

    #[test]
    fn every_refusal_has_a_code_of_its_own_and_an_error_status() {
        let all = Refusal::one_of_each();
        let codes: HashSet<_> = all.iter().map(Refusal::code).collect();
        assert_eq!(codes.len(), all.len());
        assert!(all.iter().all(|refusal| (400..600).contains(&refusal.status())));
    }
}
