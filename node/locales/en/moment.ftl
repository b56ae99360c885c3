# When something was, is or will be.
moment-now = just now
moment-minutes-ago = { $number ->
    [one] a minute ago
   *[other] { $shown } minutes ago
}
moment-hours-ago = { $number ->
    [one] an hour ago
   *[other] { $shown } hours ago
}
moment-days-ago = { $number ->
    [one] a day ago
   *[other] { $shown } days ago
}
moment-on = on { $date }
moment-since-now = for a moment
moment-since-minutes = { $number ->
    [one] for a minute
   *[other] for { $shown } minutes
}
moment-since-hours = { $number ->
    [one] for an hour
   *[other] for { $shown } hours
}
moment-since-days = { $number ->
    [one] for a day
   *[other] for { $shown } days
}
moment-since-date = since { $date }
moment-soon = shortly
moment-in-minutes = { $number ->
    [one] in a minute
   *[other] in { $shown } minutes
}
moment-today = today at { $time }
moment-tomorrow = tomorrow at { $time }
moment-later = on { $date } at { $time }
