# Was einem Eintrag ähnlich ist.
kindred-similar = Ähnliche Einträge
kindred-same = { $number ->
    [one] Dieselbe Lösung gibt es in einer weiteren Kommune
   *[other] Dieselbe Lösung gibt es in { $shown } weiteren Kommunen
}
kindred-same-at-least = { $number ->
    [one] Dieselbe Lösung gibt es in mindestens einer weiteren Kommune
   *[other] Dieselbe Lösung gibt es in mindestens { $shown } weiteren Kommunen
}
kindred-who = Wer nutzt
kindred-compare = Mit den ausgewählten vergleichen
already = { $number ->
    [one] Eine Kommune hat etwas Ähnliches schon beschrieben:
   *[other] { $shown } Kommunen haben Ähnliches schon beschrieben:
}
already-hint = Vielleicht hilft Ihnen, was dort gelernt wurde. Ihr Eintrag bleibt trotzdem willkommen.
