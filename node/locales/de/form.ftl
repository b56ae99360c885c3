# Was in jedem Formular steht.
form-required = (bitte ausfüllen)
form-example = Zum Beispiel:
form-missing = Bitte ausfüllen.
form-too-long = Bitte auf { $shown } Zeichen kürzen.
form-too-many = Bitte höchstens { $shown } angeben.
form-not-a-date = Bitte ein Datum angeben, zum Beispiel 4.5.2026, Mai 2026 oder 2026.
form-not-a-number = Bitte eine ganze Zahl angeben, zum Beispiel 12.000.
form-not-an-address = Bitte eine Adresse angeben, die mit https:// beginnt.
form-unknown-code = Bitte eine der Möglichkeiten wählen.
form-problems = { $number ->
    [one] Eine Angabe fehlt noch oder passt nicht
   *[other] { $shown } Angaben fehlen noch oder passen nicht
}
form-marks = Text gestalten
form-mark-bold = Fett
form-mark-heading = Überschrift
form-mark-list = Liste
form-mark-link = Link
