# Vorschläge, während jemand tippt.
suggestions = Vorschläge
suggestions-said = { $number ->
    [0] Keine Vorschläge
    [one] Ein Vorschlag. Mit den Pfeiltasten auswählen.
   *[other] { $shown } Vorschläge. Mit den Pfeiltasten auswählen.
}
suggestion-topic = Thema
