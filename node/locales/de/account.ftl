# Das eigene Konto.
save = Speichern
account-lead = Ihr Konto gehört zur Mailadresse
account-name = Name
account-name-hint = Den Namen sehen die Menschen Ihrer Organisationen und wen Sie einladen. Nach außen steht unter allem die Organisation oder das Amt.
account-language = Sprache
account-language-hint = In dieser Sprache schreiben wir Ihnen Mails.
account-password-is-set = Sie melden sich mit Ihrem Passwort an.
account-password-not-needed = Sie haben kein Passwort und melden sich mit einem Link per Mail an. Sie können trotzdem eines setzen.
account-password-needed = Sie haben noch kein Passwort. Bitte setzen Sie eines: Sonst brauchen Sie beim nächsten Mal wieder einen Link.
account-password-onward = Neues Passwort setzen
account-organisations = Für wen Sie schreiben
account-no-organisation = Sie gehören zurzeit zu keiner Organisation. Wer eine verwaltet, kann Sie einladen.
account-present = Für sie schreiben Sie gerade.
account-turn = Ab jetzt für diese schreiben
account-sessions = Wo Sie angemeldet sind
account-sessions-lead = Kennen Sie ein Gerät nicht? Melden Sie es ab und setzen Sie ein neues Passwort.
account-device-unknown = Unbekanntes Gerät
account-session-this = hier
account-session-since = seit
account-session-seen = zuletzt benutzt
account-session-end = Abmelden
account-sessions-end-others = Alle anderen abmelden
account-sessions-end-all = Überall abmelden, auch hier

password = Passwort
password-lead = Nach dem Ändern bleiben Sie hier angemeldet. Alle anderen Geräte werden abgemeldet.
password-old = Jetziges Passwort
password-password = Neues Passwort
password-password-hint = Mindestens 10 Zeichen. Gut sind mehrere Wörter.
password-repeat = Neues Passwort noch einmal

leave = { $organisation } verlassen
leave-lead = Sie schreiben danach nicht mehr für diese Organisation und sehen nicht mehr, was nur für sie bestimmt ist. Ihr Konto bleibt. Was Sie geschrieben haben, bleibt bei der Organisation.
leave-button = Verlassen

erase = Konto löschen
erase-lead = Name und Mailadresse werden gelöscht, und Sie werden überall abgemeldet. Das lässt sich nicht zurücknehmen.
erase-what-stays = Was Sie geschrieben haben, gehört Ihrer Organisation und bleibt dort. Wer es war, steht dann nirgends mehr: In der Liste der Änderungen bleibt eine Kennung ohne Namen.
erase-onward = Konto löschen …
erase-sure = Sind Sie sicher?
erase-yes = Ja, ich möchte mein Konto löschen
erase-password = Ihr Passwort
erase-button = Konto endgültig löschen
