# Anmelden und abmelden.
sign-in = Anmelden
sign-in-lead = Zum Lesen und Suchen brauchen Sie keine Anmeldung. Zum Schreiben und Fragen schon.
sign-in-mail = Mailadresse
sign-in-password = Passwort
sign-in-interrupted = Ihre Anmeldung war abgelaufen. Was Sie geschrieben haben, ist noch da: Es geht nach dem Anmelden weiter.
sign-out = Abmelden
resume = Willkommen zurück
resume-lead = Was Sie vor dem Anmelden geschrieben haben, ist noch da.
resume-button = Jetzt speichern
account = Konto
my-area = Mein Bereich
write = Schreiben
writes-for = schreibt für
