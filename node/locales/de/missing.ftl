# Was einer Organisation noch fehlt.
missing = { $number ->
    [one] Eines fehlt noch
   *[other] { $shown } Dinge fehlen noch
}
missing-nothing = Alles ist da.
missing-there = Schon da
missing-barriers = Keine Meldung einer Barriere ist offen
missing-barriers-why = Jemand hat eine Barriere gemeldet und wartet vielleicht auf Antwort.
missing-imprint = Impressum
missing-imprint-why = Öffentliche Seiten brauchen eines.
missing-privacy = Datenschutz
missing-privacy-why = Was die Software speichert, steht schon im Entwurf. Es fehlt, was nur Sie wissen.
missing-accessibility = Erklärung zur Barrierefreiheit
missing-accessibility-why = Öffentliche Stellen müssen sie veröffentlichen. Ein Entwurf steht bereit.
missing-contact = Ansprechstelle
missing-contact-why = Andere möchten nachfragen. Ein Amt und seine Mailadresse genügen.
missing-second-person = Eine zweite Person
missing-second-person-why = Damit jemand weitermachen kann, wenn Sie einmal nicht da sind.
missing-first-follow = Die erste verbundene Organisation
missing-first-follow-why = Wem Sie folgen, dessen Einträge finden Sie in Ihrer Suche.
missing-first-entry = Der erste Eintrag
missing-first-entry-why = Ein Titel und zwei Sätze genügen für den Anfang.
missing-position = Lage
missing-position-why = Damit finden andere Kommunen in der Nähe. Kann offen bleiben.
missing-look = Logo
missing-look-why = Damit man sieht, bei wem man ist. Kann fehlen.
missing-backup = Sicherung
missing-backup-why = Ob gesichert wird, lässt sich von hier nicht sehen. Fragen Sie, wer diesen Knoten betreibt: Zu sichern sind die Datenbank und, an einem anderen Ort, die Datei node.key.
