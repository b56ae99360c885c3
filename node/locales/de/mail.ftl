# Mails, und was schiefgehen kann, wenn sie verschickt werden.
mail-closing = Diese Nachricht hat Tempomacher von selbst verschickt. Antworten darauf liest niemand.
mail-test-subject = Probe: Mails von { $host } kommen an
mail-test-text =
    Guten Tag,

    diese Nachricht ist eine Probe. Wer { $host } betreibt, hat sie verschickt.

    Wenn Sie sie lesen können, ist der Mailversand richtig eingerichtet. Sie brauchen nichts zu tun.
mail-test-sent = Der Mailserver { $server } hat die Probe an { $recipient } angenommen.
mail-test-sent-hint = Kommt sie nicht an, liegt sie vielleicht im Spamordner.

mail-failure-not-configured = Es ist kein Mailserver eingetragen; Mails werden nicht verschickt.
mail-failure-not-configured-hint = Bitte mail.smtp und mail.from in die Konfiguration eintragen und den Dienst neu starten.
mail-failure-name-not-found = Zum Namen des Mailservers, { $server }, gibt es keine Adresse.
mail-failure-name-not-found-hint = Bitte den Namen in mail.smtp prüfen, und ob dieser Rechner Namen auflösen kann (DNS).
mail-failure-connection-refused = Unter { $server } nimmt niemand Verbindungen an.
mail-failure-connection-refused-hint = Bitte den Port in mail.smtp prüfen; üblich sind 465, 587 und 25.
mail-failure-unreachable = { $server } ist von hier aus nicht zu erreichen ({ $said }).
mail-failure-unreachable-hint = Bitte Netz und Firewall prüfen.
mail-failure-too-slow = { $server } hat nicht rechtzeitig geantwortet.
mail-failure-too-slow-hint = Oft lässt eine Firewall nichts durch, oder der Port passt nicht: Zu 465 gehört smtps://, zu 587 und 25 gehört smtp://.
mail-failure-not-encrypted = Mit { $server } kam keine verschlüsselte Verbindung zustande ({ $said }).
mail-failure-not-encrypted-hint = Zu Port 465 gehört smtps://, zu 587 smtp:// mit ?tls=required. Das Zertifikat muss gültig sein und zum Namen in mail.smtp passen.
mail-failure-broken-off = { $server } hat das Gespräch abgebrochen oder etwas geantwortet, das kein Mailserver sagt.
mail-failure-broken-off-hint = Bitte prüfen, ob unter dieser Adresse ein Mailserver läuft. Zu Port 465 gehört smtps://.
mail-failure-server-refused = Der Mailserver nimmt von diesem Rechner nichts an: { $said }
mail-failure-server-refused-hint = Wer den Mailserver betreut, kann diesen Rechner zulassen.
mail-failure-not-now = Der Mailserver bittet um Geduld: { $said }
mail-failure-not-now-hint = Meist geht es nach einigen Minuten. Mails, die warten, werden von selbst wieder versucht.
mail-failure-login-not-offered = { $server } bietet keine Anmeldung an, die Tempomacher kennt (PLAIN oder LOGIN).
mail-failure-login-not-offered-hint = Viele Mailserver bieten sie erst nach der Verschlüsselung an: smtps:// oder ?tls=required. Braucht der Server keine Anmeldung, bleibt mail.username leer.
mail-failure-login-refused = Der Mailserver nimmt Benutzername oder Passwort nicht an: { $said }
mail-failure-login-refused-hint = Bitte mail.username und mail.password oder mail.password_file prüfen.
mail-failure-sender-refused = Der Mailserver nimmt den Absender nicht an: { $said }
mail-failure-sender-refused-hint = Bitte mail.from prüfen. Der Absender muss eine Adresse sein, die mail.username verwenden darf.
mail-failure-recipient-refused = Der Mailserver nimmt Mails an diese Adresse nicht an: { $said }
mail-failure-recipient-refused-hint = Entweder gibt es die Adresse nicht, oder der Mailserver leitet von diesem Rechner nichts nach außen weiter (Relay).
mail-failure-message-refused = Der Mailserver hat den Inhalt der Mail nicht angenommen: { $said }
mail-failure-message-refused-hint = Wer den Mailserver betreut, sieht in dessen Protokoll, warum.
mail-failure-unwritable = Aus dem, was gespeichert ist, lässt sich keine Mail machen.
mail-failure-unwritable-hint = Vermutlich wurde die Datenbank von Hand geändert.
