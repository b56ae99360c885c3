# Mein Bereich.
my-area-notices = Für Sie
my-area-notices-none = Nichts Neues. Fragen und Antworten zu Ihren Einträgen erscheinen hier.
my-area-new = { $number ->
    [one] einmal neu
   *[other] { $shown } neu
}
my-area-about = zu
my-area-seen = Gesehen
my-area-all-seen = Alles gesehen
my-area-drafts = Begonnen
my-area-all-drafts = Alle Entwürfe
my-area-questions = Meine Fragen
my-area-questions-none = Sie haben noch niemanden gefragt. Unter jedem Eintrag ist Platz dafür.
my-area-answers = { $number ->
    [0] noch keine Antwort
    [one] eine Antwort
   *[other] { $shown } Antworten
}
my-area-links = Weiter
my-area-kept = { $number ->
    [0] Noch nichts gemerkt
    [one] Ein Eintrag
   *[other] { $shown } Einträge
}
my-area-kept-hint = Druckt sich als „Sachstand in anderen Kommunen“.
my-area-for = Sie schreiben für
my-area-organisation = Organisation
my-area-turn = Wechseln
my-area-held = { $number ->
    [one] Ein Beitrag wartet auf eine Entscheidung.
   *[other] { $shown } Beiträge warten auf eine Entscheidung.
}
