# Wenn jemand meint, dass ein Inhalt hier nicht so stehen bleiben sollte.
report = Inhalt melden
report-lead = Sie meinen, dass dieser Inhalt gegen ein Recht verstößt, jemandem schadet oder nicht stimmt? Bitte sagen Sie es uns. Sie brauchen keine Anmeldung.
report-what-happens = Ein Mensch sieht es sich an und entscheidet innerhalb von 14 Tagen. Wenn Sie eine Mailadresse angeben und von hier Mails verschickt werden, bekommen Sie eine Bestätigung und die Entscheidung mit ihrer Begründung.
report-reason = Worum geht es?
report-body = Was sollte hier nicht so stehen, und warum?
report-body-hint = Nennen Sie bitte die Stelle, die Sie meinen.
report-mail = Ihre Mailadresse, wenn Sie eine Antwort möchten
report-button = Melden
report-received = Danke, Ihr Hinweis ist angekommen
report-number = Er hat die Nummer { $reference }. Nennen Sie sie bitte, wenn Sie nachfragen.
administration-reported = Gemeldete Inhalte
operator-reported = Gemeldete Inhalte
reported-lead = Hier steht, was Leserinnen und Leser oder andere Rechner gemeldet haben. Bitte entscheiden Sie bis zur genannten Frist. Wer seine Mailadresse angegeben hat, erfährt die Entscheidung mit Ihrer Begründung.
reported-lead-operator = Auf diesem Knoten liegen mehrere Organisationen. Was von anderen Rechnern kommt und gemeldet wird, steht deshalb hier; was eine Organisation selbst geschrieben hat, entscheidet sie.
reported-none = Zurzeit ist kein Inhalt gemeldet.
reported-open = Zu entscheiden
reported-decided = Entschieden
reported-decided-kept = Nach einem halben Jahr wird gelöscht, was entschieden ist. Was hier nicht mehr gezeigt wird, bleibt verborgen.
reported-overdue = überfällig
reported-by-reader = Gemeldet auf der Seite
reported-by-neighbour = Gemeldet vom Rechner { $host }
reported-on = am { $day }.
reported-due = Zu entscheiden bis zum { $day }.
reported-answer-by-mail = Die Entscheidung geht per Mail an die Person, die es gemeldet hat.
reported-answer-nowhere = Eine Antwort wird nicht erwartet.
reported-answer-yourself = Bitte antworten Sie selbst, von hier werden keine Mails verschickt:
reported-passed-on = Weitergegeben am { $day }:
reported-show-again = Wieder zeigen
reported-take-back = Weitergabe zurücknehmen
deciding-decision = Was soll geschehen?
deciding-decision-hint = „Hier nicht mehr gezeigt“ gilt für diesen Knoten und lässt sich rückgängig machen. Eigene Einträge verschwinden auch dort, wohin sie verschickt wurden.
deciding-grounds = Begründung
deciding-grounds-hint = Sie wird der Person geschickt, die es gemeldet hat.
deciding-button = Entscheiden
passing = An die Herkunft weitergeben …
passing-means = Der Rechner, von dem der Inhalt kommt, wird gebeten, ihn zu prüfen. Ihr Knoten spricht; Namen werden nicht genannt. Entscheiden müssen Sie hier trotzdem.
passing-words = Was soll dort geprüft werden?
passing-button = Weitergeben
letter-flag = Hinweis auf einen Inhalt
letter-move = Neue Adresse Ihrer Organisation
done-report-decided = Entschieden.
done-report-passed-on = Der Hinweis ist unterwegs.
done-flag-taken-back = Zurückgenommen.
done-shown-again = Es wird wieder gezeigt. Der Hinweis ist wieder offen.
report-received-mail-subject = Ihr Hinweis { $reference } ist angekommen
report-received-mail-text =
    Guten Tag,

    Ihr Hinweis zu „{ $title }“ auf { $host } ist angekommen. Er hat die Nummer { $reference }. Bis zum { $day } entscheidet ein Mensch darüber; dann schreiben wir Ihnen wieder.

    Haben Sie nichts gemeldet, hat jemand Ihre Adresse angegeben. Dann müssen Sie nichts tun.
report-decided-mail-subject = Zu Ihrem Hinweis { $reference } ist entschieden
report-decided-mail-text =
    Guten Tag,

    über Ihren Hinweis { $reference } zu „{ $title }“ auf { $host } ist entschieden: { $decision }.

    Die Begründung:
    { $grounds }

    Sind Sie anderer Meinung, wenden Sie sich bitte an die Stelle, die auf { $host } im Impressum steht, und nennen Sie die Nummer. Auch der Weg zu einem Gericht steht Ihnen offen.

# Wen eine Organisation nicht möchte.
administration-blocks = Gesperrte Organisationen
blocks-lead = Mit diesen Organisationen möchte Ihre nichts zu tun haben. Das gilt nur für Ihre Organisation.
blocks-none = Ihre Organisation hat niemanden gesperrt. Sperren können Sie dort, wo jemand anfragt oder etwas zu Ihren Einträgen sagt.
turning-away = Organisation sperren
turning-away-means-in = Sie kann bei Ihnen nicht mehr mitlesen und zu Ihren Einträgen nichts mehr sagen. Bestehende Verbindungen enden in beide Richtungen.
turning-away-means-found = Ihre Leute sehen ihre Einträge nicht mehr, wenn sie angemeldet sind, und was sie unter Ihre Einträge geschrieben hat, sieht niemand mehr.
turning-away-means-others = Andere Organisationen auf diesem Knoten betrifft das nicht. Sie können die Sperre wieder aufheben; verbinden muss man sich dann neu.
done-turned-away = Die Organisation ist gesperrt.
done-let-back = Die Sperre ist aufgehoben.
operator-letters = Das kam an und ließ sich nicht verarbeiten
operator-letters-lead = Diese Nachrichten anderer Knoten waren in Ordnung, aber die Datenbank konnte sie nicht aufnehmen. Ist die Ursache behoben, hilft „Erneut versuchen“. Verwerfen heißt: Die Nachricht ist weg.
done-letter-applied = Die Nachricht ist verarbeitet.
