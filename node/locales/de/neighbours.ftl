# Wie es mit anderen Rechnern steht.
neighbour-well = Alles in Ordnung.
neighbour-new = Noch gab es keinen Kontakt.
neighbour-waiting = { $number ->
    [one] Erreichbar. Eine Nachricht ist unterwegs.
   *[other] Erreichbar. { $shown } Nachrichten sind unterwegs.
}
neighbour-parked = { $number ->
    [one] Eine Nachricht wurde dort nicht angenommen.
   *[other] { $shown } Nachrichten wurden dort nicht angenommen.
}
neighbour-failing = Der Rechner { $host } antwortet { $since } nicht. Nächster Versuch { $next }.
neighbour-busy = Der Rechner { $host } bittet um Geduld. Nächster Versuch { $next }.
neighbour-silent = Der Rechner { $host } antwortet { $since } nicht. Von selbst wird er nicht mehr angerufen; sobald von dort etwas kommt, geht es weiter.
neighbour-silent-read = Der Rechner { $host } antwortet { $since } nicht. Geschickt wird dorthin nichts mehr; einmal am Tag wird nachgesehen, und sobald er antwortet, geht es weiter.
neighbour-mute = Der Rechner { $host } schweigt { $since }. Was von dort öffentlich ist, bleibt hier. Schweigt er 180 Tage, wird gelöscht, was nur für einen Kreis bestimmt war.
neighbour-walk = Die Einträge von { $host } lassen sich gerade nicht abgleichen. Nächster Versuch { $next }.
neighbour-blocked = Gesperrt { $since }. Von dort wird nichts angenommen, und dorthin geht nichts.
relation-read = Sie lesen dort mit.
relation-asked = Ihre Anfrage wartet dort auf Antwort.
relation-readers = Von dort wird bei Ihnen mitgelesen.
relation-none = Zurzeit besteht keine Verbindung.
following-asked = Angefragt { $ago }. Noch keine Antwort.
following-declined = Abgelehnt { $ago }.
following-ended = Beendet { $ago }.
following-here = Auf demselben Knoten: Neues ist sofort da.
following-blocked = Der Rechner ist gesperrt; von dort kommt nichts.
following-first = Die Einträge werden zum ersten Mal geholt.
following-well = Abgeglichen { $ago }, wieder { $next }.
following-trouble = Der Abgleich gelingt gerade nicht. Nächster Versuch { $next }.
trouble-turned-away = Der andere Rechner weist uns ab ({ $said }).
trouble-unknown = Der andere Rechner kennt diese Adresse nicht ({ $said }).
trouble-busy = Der andere Rechner ist überlastet und bittet um Geduld ({ $said }).
trouble-gone = Diese Adresse gibt es dort nicht mehr ({ $said }).
trouble-too-large = Die Nachricht war dem anderen Rechner zu groß ({ $said }).
trouble-refused = Der andere Rechner nimmt die Nachricht nicht an ({ $said }).
trouble-broken = Der andere Rechner hat selbst eine Störung ({ $said }).
trouble-odd = Der andere Rechner antwortet anders als erwartet ({ $said }).
trouble-told = Gemeldet wurde: { $said }.
letter-entry = Eintrag
letter-actor = Angaben über Ihre Organisation
letter-request = Ihre Anfrage, dort mitzulesen
letter-join = Ihre Bitte um Aufnahme auf die Liste dort
letter-answer = Ihre Antwort auf eine Anfrage von dort
letter-circle = Eine Nachricht über einen Ihrer Kreise
letter-circle-answer = Ihre Antwort an einen Kreis
neighbours-lead = Die Rechner, mit denen Sie zu tun haben: ob sie zu erreichen sind und was für sie wartet. Was nicht ankommt, wird in wachsenden Abständen von selbst wieder versucht.
neighbours-none = Noch haben Sie mit keinem anderen Rechner zu tun.
neighbours-last-success = Zuletzt dort angekommen
neighbours-last-heard = Zuletzt von dort gehört
neighbours-walked = Zuletzt abgeglichen
neighbours-backlog = Wartende Nachrichten
neighbours-parked-heading = Das wurde dort nicht angenommen
neighbours-more-parked = { $number ->
    [one] und eine weitere
   *[other] und { $shown } weitere
}
neighbours-try = Jetzt versuchen
neighbours-again = Erneut versuchen
neighbours-discard = Verwerfen
neighbours-discard-means = Verwerfen heißt: Es wird nicht mehr versucht. Ändern Sie den Eintrag später, geht die neue Fassung wieder dorthin.
neighbours-pages = Weitere Rechner
neighbours-before = Vorige Seite
neighbours-after = Nächste Seite
blocking = Rechner sperren
blocking-means-in = Von diesem Rechner wird nichts mehr angenommen: keine Anfragen, keine Einträge, keine Kommentare.
blocking-means-out = Dorthin geht nichts mehr.
blocking-means-found = Was von dort schon hier ist, wird nicht mehr gefunden und nicht mehr gezeigt.
blocking-means-back = Die Sperre lässt sich wieder aufheben; dann ist alles wie zuvor.
blocking-shared = Eine Sperre ist gegen Missbrauch da. Sie gilt für den ganzen Knoten, also für alle Organisationen, die auf ihm liegen.
unblocking = Sperre aufheben
unblocking-means = Anfragen und Einträge von diesem Rechner kommen wieder an, und was von dort schon hier ist, wird wieder gefunden. Verbindungen, die vor der Sperre bestanden, bestehen weiter.
