# Listen: wer Mitglied ist, und wessen Listen wir lesen.
members-lead = Hier führen Sie die Liste Ihrer Mitglieder. Sie ist öffentlich: Andere können sie abonnieren und so allen auf einmal folgen.
members-beginning = Zum Anfang der Liste
members-public = So sehen es alle
members-waiting = Wer dazugehören möchte
members-waiting-means = Einen Namen kann sich jeder geben, einen Rechnernamen nicht. Bitte sehen Sie sich vor dem Annehmen die Adresse an.
members-says = Sagt, das zu sein:
members-asks = Möchte auf die Liste.
members-list = Mitglieder
members-none = Noch steht niemand auf der Liste.
members-unclaimed = noch ohne Tempomacher
members-looked-for = wird gesucht unter { $said }
members-remove = Von der Liste nehmen
members-own = Wie weit das Mitlesen bei Ihren Mitgliedern ist
members-follow = Bei allen Mitgliedern mitlesen
members-new = Jemanden auf die Liste setzen
members-new-means = Die Adresse allein genügt, sonst der Gemeindeschlüssel oder der Name. Wer noch nicht dabei ist, bekommt einen Platz, der auf ihn wartet.
members-address = Adresse bei Tempomacher
members-address-hint = Kurzname und Rechnername. Leer lassen, wenn es noch keine gibt.
members-address-example = birkenried@tempomacher.birkenried.de
members-ags = Gemeindeschlüssel (AGS)
members-ags-hint = Name und Art kommen aus dem amtlichen Verzeichnis.
members-name = Name
members-website = Website
members-website-hint = Wer seinen Knoten unter dieser Adresse betreibt, kann den Platz selbst einnehmen. Bei allen anderen werden Sie gefragt.
members-website-example = www.birkenried.de
members-add = Auf die Liste setzen
members-of = { $number ->
    [0] Noch steht niemand auf der Liste.
    [one] Ein Mitglied
   *[other] { $shown } Mitglieder
}
members-csv = Die Liste als Tabelle (CSV)
members-join = Dazugehören oder alle lesen
members-join-means = Wer selbst Tempomacher nutzt, abonniert diese Liste in der eigenen Verwaltung unter „Listen“, liest so bei allen mit und kann dort auch fragen, ob er aufgenommen wird. Die Adresse dafür:
table = Eine Tabelle einlesen
table-lead = Eine Organisation in jeder Zeile: Gemeindeschlüssel, Name und Adresse. Eine der drei Angaben genügt.
table-means = Als Adresse gilt die bei Tempomacher oder die der Website. Gelesen wird CSV, wie es Tabellenprogramme speichern. Wer schon auf der Liste steht, bleibt, wie er ist.
table-file = Die Datei
table-button = Einlesen
table-new = { $number ->
    [0] Niemand kam neu auf die Liste.
    [one] Ein Mitglied kam neu auf die Liste.
   *[other] { $shown } Mitglieder kamen neu auf die Liste.
}
table-known = { $number ->
    [one] Eines stand schon darauf.
   *[other] { $shown } standen schon darauf.
}
table-odd = Diese Zeilen waren nicht zu verstehen
table-line = Zeile
table-more-odd = { $number ->
    [one] Dazu noch eine weitere Zeile.
   *[other] Dazu noch { $shown } weitere Zeilen.
}
lists-lead = Dachverbände, Kreise und andere führen Listen ihrer Mitglieder. Wer eine abonniert, findet alle darauf an einem Ort und kann ihnen auf einmal folgen.
lists-none = Noch ist keine Liste abonniert.
lists-new = Eine Liste abonnieren
lists-address = Wer führt die Liste?
lists-address-hint = Die Adresse der Organisation, wie bei einer Verbindung.
lists-address-example = verband@tempomacher.verband.de
lists-mode = Was soll mit denen auf der Liste geschehen?
lists-mode-propose = Vorschlagen: Ein Mensch wählt aus, wem wir folgen
lists-mode-follow = Allen folgen, auch denen, die später dazukommen
lists-subscribe = Abonnieren
list-of = Liste: { $said }
list-first = Die Liste wird gerade gelesen.
list-well = Gelesen { $ago }, und jeden Tag wieder.
list-trouble = Die Liste lässt sich gerade nicht lesen. Nächster Versuch { $next }.
list-progress = Wie weit es ist
list-organisations = { $number ->
    [one] Eine Organisation steht auf der Liste.
   *[other] { $shown } Organisationen stehen auf der Liste.
}
list-to-ask = { $number ->
    [one] Eine wird noch gefragt.
   *[other] { $shown } werden noch gefragt.
}
list-asked = { $number ->
    [one] Eine hat noch nicht geantwortet.
   *[other] { $shown } haben noch nicht geantwortet.
}
list-accepted = { $number ->
    [one] Eine hat zugestimmt.
   *[other] { $shown } haben zugestimmt.
}
list-declined = { $number ->
    [one] Eine hat abgelehnt, oder die Verbindung ist beendet.
   *[other] { $shown } haben abgelehnt, oder die Verbindung ist beendet.
}
list-walked = { $number ->
    [one] Von einer sind alle Einträge da.
   *[other] Von { $shown } sind alle Einträge da.
}
list-entries = { $number ->
    [one] Ein Eintrag von der Liste ist hier zu finden.
   *[other] { $shown } Einträge von der Liste sind hier zu finden.
}
list-without = { $number ->
    [one] Ein Mitglied hat noch kein Tempomacher.
   *[other] { $shown } Mitglieder haben noch kein Tempomacher.
}
list-watch = Zusehen: die Seite alle fünf Sekunden neu laden
list-watch-no-more = Nicht mehr von selbst neu laden
list-waits = Was wartet, und warum
list-silent = Der andere Rechner antwortet gerade nicht oder ist gesperrt.
list-empty = Zurzeit steht niemand auf dieser Liste.
list-next = Nächster Versuch
list-all = Allen folgen
list-all-on = Alle auf der Liste werden gefragt, auch wer später dazukommt: wenige in der Minute, damit niemand unter Anfragen leidet.
list-all-means = Alle auf der Liste werden nacheinander gefragt, auch wer später dazukommt. Dort entscheidet jeweils ein Mensch, oder die Einstellung.
list-stop = Nicht mehr von selbst fragen
list-proposals = Vorschläge
list-proposals-none = Zurzeit gibt es niemanden vorzuschlagen.
list-some = Oder nur diesen folgen
list-some-button = Den ausgewählten folgen
list-more = { $number ->
    [one] Noch ein Vorschlag steht da, sobald über diese entschieden ist.
   *[other] { $shown } weitere Vorschläge stehen da, sobald über diese entschieden ist.
}
list-gone = Nicht mehr auf der Liste
list-gone-means = Hier lesen Sie noch mit. Von selbst wird nichts beendet.
list-own-member = Sie stehen selbst auf dieser Liste.
list-own-asked = Sie haben gefragt, ob Sie auf die Liste kommen.
list-join = Selbst auf die Liste
list-join-means = Wer die Liste führt, erfährt Ihren Namen und entscheidet darüber.
list-join-button = Um Aufnahme bitten
list-keeper = Wer die Liste führt
list-end = Abonnement beenden
list-end-means = Ohne Abonnement wird die Liste nicht mehr gelesen. Die Verbindungen, die es schon gibt, bleiben.
