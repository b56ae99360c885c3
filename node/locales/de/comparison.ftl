# Mehrere Einträge nebeneinander.
comparison = Vergleich
comparison-question = Frage
comparison-too-few = Zum Vergleichen braucht es mindestens zwei Einträge. Kreuzen Sie sie in der Trefferliste an.
comparison-choose = Zur Suche
comparison-absent = { $number ->
    [one] Ein Eintrag ist nicht (mehr) da oder nicht für Sie bestimmt.
   *[other] { $shown } Einträge sind nicht (mehr) da oder nicht für Sie bestimmt.
}
comparison-beyond = Mehr als sechs Einträge passen nicht nebeneinander. Hier stehen die ersten sechs.
comparison-without = herausnehmen
comparison-unsaid = nicht angegeben
comparison-status = Stand
comparison-inhabitants = Einwohnerinnen und Einwohner
comparison-per-inhabitant = Kosten je Kopf
comparison-systems = Software und Technik
comparison-relief = Was wegfällt
comparison-wrong = Was schiefging
comparison-advice = Was empfohlen wird
comparison-users = Wer nutzt es
comparison-used-by = { $number ->
    [one] eine Organisation
   *[other] { $shown } Organisationen
}
comparison-fine = Die Kosten je Kopf sind aus den Angaben im Eintrag und der Einwohnerzahl der Organisation errechnet.
comparison-pick = vergleichen
comparison-show = Ausgewählte vergleichen
comparison-hint = Kreuzen Sie zwei bis sechs Einträge an.
