# Was auf jeder Seite steht.
site = Tempomacher
skip = Zum Inhalt
navigation = Hauptnavigation
search = Suche
cooperation = Kooperationen
organisations = Organisationen
organisation = Organisation
other-language = English
foot-open = Alles Öffentliche hier ist ohne Anmeldung zu lesen.
foot-legal = Rechtliches
foot-barrier = Barriere melden
foot-website = Website:
foot-source = Quelltext
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
only-own = nur für Ihre Organisation sichtbar
only-circles = nur für einen Kreis sichtbar
new = neu
unseen = { $number ->
    [one] Etwas Neues ist für Sie angekommen.
   *[other] { $shown } Neuigkeiten sind für Sie angekommen.
}
page = Seite
page-of = von
page-turn = Blättern
page-before = Vorherige Seite
page-next = Nächste Seite
page-start = Zum Anfang
