# Was auf jeder Seite steht.
site = Tempomacher
skip = Zum Inhalt
navigation = Hauptnavigation
search = Suche
cooperation = Kooperationen
organisations = Organisationen
organisation = Organisation
other-language = English
foot-legal = Rechtliches
foot-barrier = Barriere melden
foot-website = Website:
foot-source = Quelltext
foot-open = Alles hier ist öffentlich und ohne Anmeldung zu lesen.
foot-quiet = Diese Seite zählt niemanden und lädt nichts von anderen Rechnern.
foot-free = Tempomacher ist freie Software (AGPL-3.0).
ask-label = Was haben andere Kommunen schon versucht?
ask-example = zum Beispiel Terminvergabe
ask-button = Suchen
relief = Das fällt weg:
until = bis
unknown = unbekannt
entries = { $number ->
    [one] ein Eintrag
   *[other] { $shown } Einträge
}
