# Gespeicherte Suchen: in „Mein Bereich“, als Feed, und was eine Mail davon erzählt.
saved = Meine Suchen
saved-keep = Diese Suche speichern
saved-lead = Eine gespeicherte Suche steht in „Mein Bereich“ und hat einen eigenen Feed. Nur Sie sehen sie.
saved-searched = Gesucht wird: { $words }
saved-name = Name
saved-name-example = Kita-Plätze vergeben
saved-digest = Wie oft soll eine Mail sagen, was neu ist?
saved-digest-hint = Frühmorgens, in einer Mail für alle Ihre Suchen, und nur wenn es etwas Neues gibt.
saved-save = Speichern
saved-change = Ändern
saved-none = Noch keine Suche gespeichert. Über den Treffern jeder Suche finden Sie „Diese Suche speichern“.
saved-edit = Ändern
saved-mailed = Mail: { $digest }
saved-unreadable = Diese Suche lässt sich nicht mehr lesen. Bitte neu suchen und speichern.
saved-results = Zu den Treffern
saved-feed = Feed
saved-feed-hint = Für Feedreader, die sich nicht anmelden können. Der Feed zeigt nur, was alle lesen dürfen. Wer die Adresse kennt, sieht, wonach Sie suchen; geben Sie sie deshalb nur weiter, wenn Sie das möchten.
saved-feed-address = Adresse des Feeds
saved-turn = Neue Adresse vergeben
saved-turn-hint = Mit einer neuen Adresse gilt die bisherige nicht mehr.
saved-remove = Suche entfernen
silence = Mails zu gespeicherten Suchen beenden
silence-lead = Ihre gespeicherten Suchen bleiben erhalten. Es kommen nur keine Mails mehr dazu.
silence-button = Keine Mails mehr
silence-done = Es kommen keine Mails mehr
silence-done-lead = Ihre Suchen finden Sie weiter in „Mein Bereich“. Dort können Sie die Mails auch wieder einschalten.
digest-subject = { $number ->
    [one] Neu zu Ihren Suchen: ein Eintrag
   *[other] Neu zu Ihren Suchen: { $shown } Einträge
}
digest-hello =
    Guten Tag { $name },

    zu Ihren gespeicherten Suchen gibt es Neues.
digest-new = Neu
digest-changed = Geändert
digest-more = { $number ->
    [one] … und ein weiterer Eintrag:
   *[other] … und { $shown } weitere Einträge:
}
digest-left = { $number ->
    [one] Zu einer weiteren Suche gibt es auch Neues. Sie finden sie in „Mein Bereich“.
   *[other] Zu { $shown } weiteren Suchen gibt es auch Neues. Sie finden sie in „Mein Bereich“.
}
digest-end =
    Wie oft diese Mail kommt, stellen Sie in „Mein Bereich“ ein:
    { $desk }

    Möchten Sie keine solche Mail mehr?
    { $end }
