# Organisationen.
organisation-from = Diese Organisation ist zu Hause auf
organisation-about = Über die Organisation
organisation-population = Einwohner
organisation-size = Größenklasse
organisation-website = Website
organisation-follow = So folgt man ihr
organisation-entries = { $number ->
    [0] Noch kein Eintrag
    [one] Ein Eintrag
   *[other] { $shown } Einträge
}
organisation-all = Alle Einträge
organisations-lead = { $number ->
    [one] Eine Organisation, deren Einträge hier zu finden sind.
   *[other] { $shown } Organisationen, deren Einträge hier zu finden sind.
}
organisations-everywhere = Länderübergreifend oder ohne Angabe
organisations-none = Noch ist keine Organisation eingetragen.
