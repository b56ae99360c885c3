# What stands in every form.
form-required = (please fill in)
form-example = For example:
form-missing = Please fill in.
form-too-long = Please shorten to { $shown } characters.
form-too-many = Please give { $shown } at most.
form-not-a-date = Please give a date, for example 4.5.2026, May 2026 or 2026.
form-not-a-number = Please give a whole number, for example 12,000.
form-not-an-address = Please give an address that begins with https://.
form-unknown-code = Please choose one of these.
form-problems = { $number ->
    [one] One answer is missing or does not fit
   *[other] { $shown } answers are missing or do not fit
}
form-marks = Shape the text
form-mark-bold = Bold
form-mark-heading = Heading
form-mark-list = List
form-mark-link = Link
