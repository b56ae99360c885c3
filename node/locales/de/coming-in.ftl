# Hereinkommen: mit einem Link, mit einer Einladung, durch Registrieren.
sign-in-link = Link per Mail
sign-in-link-lead = Passwort vergessen, oder keines vergeben? Wir schicken Ihnen einen Link, mit dem Sie sich anmelden. Danach können Sie auch ein neues Passwort setzen.
sign-in-link-by-hand = Passwort vergessen, oder keines vergeben? Dieser Knoten verschickt keine Mails. Wer Ihre Organisation verwaltet, kann Ihnen unter „Personen“ einen Link zum Anmelden geben. Wer den Knoten betreibt, kann das auch: tempomacher staff link MAILADRESSE
sign-in-link-mailbox = Ihre Mailadresse
sign-in-link-button = Link schicken
sign-in-as = Sie melden sich als { $name } an.
sign-in-now = Jetzt anmelden
resume-by-link = Die Mail ist unterwegs
resume-by-link-lead = Wenn es zu dieser Mailadresse ein Konto gibt, kommt gleich eine Mail. Öffnen Sie den Link darin in einem neuen Fenster und lassen Sie diese Seite offen. Was Sie geschrieben haben, ist noch da.
resume-by-link-button = Ich bin angemeldet: weiter

register = Registrieren
register-lead = Hier können Sie sich selbst ein Konto zum Lesen und Fragen anlegen.
register-domains = Das geht mit einer Mailadresse, die so endet: { $domains }
register-onward = Zum Registrieren
register-mailbox = Ihre dienstliche Mailadresse
register-button = Link schicken
register-known = Sie haben hier schon ein Konto, { $name }. Mit einem Klick melden Sie sich an und gehören als Leserin oder Leser auch zu { $organisation }.
register-new = Ihr Konto bei { $organisation } wird mit { $mail } angelegt.
register-finish = Konto anlegen

newcomer-name = Ihr Name
newcomer-name-hint = Den Namen sehen die Menschen Ihrer Organisation und wen Sie einladen. Nach außen steht unter allem die Organisation oder das Amt.
newcomer-password = Passwort
newcomer-password-hint = Mindestens 10 Zeichen. Gut sind mehrere Wörter.
newcomer-password-may-be-left-out = Mindestens 10 Zeichen. Gut sind mehrere Wörter. Sie können es auch weglassen und sich jedes Mal einen Link per Mail schicken lassen.
newcomer-repeat = Passwort noch einmal

invitation = Einladung von { $organisation }
invitation-lead = { $organisation } lädt Sie ein, auf Tempomacher mitzumachen. { $role }
invitation-by = { $inviter } lädt Sie ein, auf Tempomacher für { $organisation } mitzumachen. { $role }
invitation-accept = Einladung annehmen
invitation-new = Ihr Konto wird mit { $mail } angelegt.
invitation-known = Sie haben hier schon ein Konto. Bitte melden Sie sich an, danach nehmen Sie die Einladung mit einem Klick an.
invitation-for-another = Die Einladung gilt für { $mail }. Angemeldet sind Sie gerade als { $name }. Melden Sie sich ab, dann geht es hier weiter.

may-reader = Sie können alles lesen, was für die Organisation bestimmt ist, und Fragen stellen.
may-editor = Sie können lesen, fragen und schreiben.
may-approver = Sie können lesen, fragen, schreiben und freigeben, was andere geschrieben haben.
may-administrator = Sie können lesen, fragen, schreiben, freigeben und die Organisation verwalten.

welcome = Willkommen bei { $organisation }
welcome-lead = Schön, dass Sie da sind. { $role }
welcome-lead-alone = Schön, dass Sie da sind.
welcome-next = Was Sie als Nächstes tun können
welcome-search = Nachsehen, was andere schon versucht haben
welcome-search-hint = Mit einem Wort aus Ihrem Alltag, zum Beispiel Terminvergabe.
welcome-cooperation = Sehen, wer Partner sucht
welcome-cooperation-hint = Gemeinsam entwickeln, beschaffen oder einfach fragen.
welcome-write = Etwas aufschreiben
welcome-write-hint = Eine Idee ist ein Titel und zwei Sätze. Ihr Bereich sammelt, was Sie begonnen haben.
welcome-people = Kolleginnen und Kollegen einladen
welcome-people-hint = Zu zweit ist leichter: eine Person schreibt, eine andere gibt frei.
welcome-account = Ihr Konto ansehen
welcome-account-hint = Name, Sprache, Passwort und wo Sie angemeldet sind.
