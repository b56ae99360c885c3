# Was in jedem Formular steht.
form-required = (bitte ausfüllen)
form-example = Zum Beispiel:
form-missing = Bitte ausfüllen.
form-too-long = Bitte auf { $shown } Zeichen kürzen.
form-too-many = Bitte höchstens { $shown } angeben.
form-not-a-date = Bitte ein Datum angeben, zum Beispiel 2026-05-04.
form-not-an-address = Bitte eine Adresse angeben, die mit https:// beginnt.
form-unknown-code = Bitte eine der Möglichkeiten wählen.
form-not-a-number = Bitte eine ganze Zahl angeben, zum Beispiel 8400.
form-problems = { $number ->
    [one] Eine Angabe fehlt noch oder passt nicht
   *[other] { $shown } Angaben fehlen noch oder passen nicht
}
