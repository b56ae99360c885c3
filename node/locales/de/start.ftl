# Die Startseite.
start-lead = Was Kommunen über Digitalisierung gelernt haben: Projekte, Erfahrungen und wer Partner sucht.
start-entries = { $number ->
    [0] Noch kein Eintrag
    [one] Ein Eintrag
   *[other] { $shown } Einträge
}
start-organisations = { $number ->
    [0] {""}
    [one] von einer Organisation.
   *[other] von { $shown } Organisationen.
}
start-ours = Was wir veröffentlicht haben
start-new = Neue Projekte
start-new-none = Noch ist kein Projekt eingetragen.
start-new-all = Alle Projekte
start-sought = Gesucht und geboten
start-sought-none = Zurzeit sucht niemand Partner.
start-sought-all = Alle Kooperationen
start-learned = Zuletzt gelernt
start-learned-none = Noch ist keine Erfahrung eingetragen.
start-learned-all = Alle Erfahrungen
start-fields = Nach Handlungsfeld
start-back = Willkommen zurück
start-first = Schön, dass Sie da sind. Beim nächsten Besuch sehen Sie hier, was neu ist.
start-since = { $number ->
    [0] Nichts Neues seit Ihrem letzten Besuch am
    [one] Ein neuer Eintrag seit Ihrem letzten Besuch am
   *[other] { $shown } neue Einträge seit Ihrem letzten Besuch am
}
start-since-all = Alles, Neues zuerst
start-open = Ihre offenen Fragen
