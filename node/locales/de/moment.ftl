# Wann etwas war, ist oder sein wird.
moment-now = gerade eben
moment-minutes-ago = { $number ->
    [one] vor einer Minute
   *[other] vor { $shown } Minuten
}
moment-hours-ago = { $number ->
    [one] vor einer Stunde
   *[other] vor { $shown } Stunden
}
moment-days-ago = { $number ->
    [one] vor einem Tag
   *[other] vor { $shown } Tagen
}
moment-on = am { $date }
moment-since-now = seit wenigen Augenblicken
moment-since-minutes = { $number ->
    [one] seit einer Minute
   *[other] seit { $shown } Minuten
}
moment-since-hours = { $number ->
    [one] seit einer Stunde
   *[other] seit { $shown } Stunden
}
moment-since-days = { $number ->
    [one] seit einem Tag
   *[other] seit { $shown } Tagen
}
moment-since-date = seit dem { $date }
moment-soon = gleich
moment-in-minutes = { $number ->
    [one] in einer Minute
   *[other] in { $shown } Minuten
}
moment-today = heute um { $time } Uhr
moment-tomorrow = morgen um { $time } Uhr
moment-later = am { $date } um { $time } Uhr
