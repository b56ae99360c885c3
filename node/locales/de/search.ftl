# Ergebnisse und Filter.
search-heading = Suche
search-all = Alle Einträge
search-total = { $number ->
    [0] Kein Treffer
    [one] Ein Treffer
   *[other] { $shown } Treffer
}
search-took = { $number ->
    [0] in unter einer Millisekunde
    [one] in einer Millisekunde
   *[other] in { $shown } Millisekunden
}
search-chosen = Gesetzte Filter
search-remove = entfernen
search-remove-all = Alle Filter entfernen
search-filters = Filter
search-hits = Treffer
search-more = { $number ->
    [one] Noch einer
   *[other] { $shown } weitere
}
search-next = Weitere Treffer
search-none = Dazu haben wir nichts gefunden
search-end = Das waren alle Treffer
search-none-try = Das könnte helfen:
search-none-fewer = weniger oder allgemeinere Wörter verwenden, etwa „Bauantrag“ statt „digitaler Bauantrag im vereinfachten Verfahren“
search-none-filters = ohne Filter suchen
search-none-words = andere Wörter versuchen: den Namen der Leistung, des Verfahrens oder des Problems
search-none-calls = nachsehen, wer gerade danach sucht oder etwas anbietet
search-none-keep = diese Suche speichern und erfahren, sobald jemand darüber schreibt
facet-kind = Art
facet-field = Handlungsfeld
facet-status = Stand
facet-state = Land
facet-size = Größenklasse
facet-organisation = Organisation
facet-technology = Technik
facet-licence = Lizenz
facet-language = Sprache
facet-year = Jahr
facet-reuse = Nachnutzung
facet-outcome = Ergebnis
facet-target = Zielgruppe
facet-analogue = Analoger Weg
size-1 = 1 (ab 400.000)
size-2 = 2 (ab 200.000)
size-3 = 3 (ab 100.000)
size-4 = 4 (ab 50.000)
size-5 = 5 (ab 25.000)
size-6 = 6 (ab 10.000)
size-7 = 7 (unter 10.000)
facet-direction = Richtung
