# Fragen, antworten, hinweisen.
commenting = Fragen, antworten, hinweisen
commenting-lead = Bitte ergänzen Sie, was noch fehlt. Was Sie geschrieben haben, ist noch da.
commenting-answer = Antworten
commenting-comment = Was ist es?
commenting-text = Ihr Text
commenting-text-example = Wie lange hat die Abstimmung mit den freien Trägern gedauert?
commenting-office = Unterschrift
commenting-office-hint = Die Stelle, die schreibt. Ihr Name erscheint nicht.
commenting-send = Abschicken
commenting-sign-in = Anmelden,
commenting-sign-in-hint = um zu fragen oder zu antworten. Lesen können Sie alles ohne Anmeldung.
said-organisation = Für welche Organisation?
said-own = Wer soll es lesen?
said-own-yes = nur unsere Organisation
back-to-entry = Zurück zum Eintrag
