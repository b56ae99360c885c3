# Die Personen einer Organisation, wie sie verwaltet werden.
administration-people = Personen
people-lead = Diese Menschen lesen, schreiben, geben frei oder verwalten für Ihre Organisation.
people-disabled = gesperrt
people-seen-lately = In den letzten 30 Tagen angemeldet
people-seen-long-ago = Seit mehr als 30 Tagen nicht angemeldet
people-seen-never = Noch nie angemeldet
people-invited = Eingeladen
people-take-back = Zurücknehmen

invite = Jemanden einladen
invite-lead = Die Einladung gilt 14 Tage. Wer sie annimmt, wählt Namen und Passwort selbst.
invite-mail = Mailadresse
invite-mail-example = kim.muster@auenstadt.de
invite-role = Was soll die Person tun?
invite-role-hint = Jede Rolle darf auch, was vor ihr steht.
invite-office = Amt oder Stelle
invite-office-hint = Steht unter Fragen und Antworten statt eines Namens.
invite-office-example = Stabsstelle Digitales
invite-message = Ein persönliches Wort
invite-handing = Wie kommt die Einladung an?
invite-by-mail = Per Mail schicken
invite-by-hand = Mir den Link zeigen, ich gebe ihn weiter
invite-button = Einladen

handed-invitation = Link zur Einladung für { $mail }. Er gilt 14 Tage.
handed-link = Link zum Anmelden für { $name }. Er gilt einen Tag.
handed-once = Bitte jetzt kopieren und weitergeben: Der Link wird nur dieses eine Mal gezeigt, und wer ihn hat, kommt damit herein.

member-role = Rolle
member-role-hint = Jede Rolle darf auch, was vor ihr steht. Wird die Rolle geändert, meldet sich die Person neu an.
member-office = Amt oder Stelle
member-office-hint = Steht unter Fragen und Antworten statt eines Namens.
person-link = Link zum Anmelden
person-link-lead = Für jemanden, der nicht mehr hereinkommt. Ein neuer Link ersetzt die älteren.
person-link-by-mail = Per Mail schicken
person-link-by-hand = Link zeigen
person-link-not-here = Das geht hier gerade nicht: Die Person ist gesperrt, oder sie gehört nicht nur zu Ihrer Organisation. Wer den Knoten betreibt, kann ihr einen Link geben.
person-disable = Sperren
person-disable-lead = Die Person wird überall abgemeldet und kommt nicht mehr herein, bis Sie sie wieder zulassen.
person-disable-button = Sperren
person-enable = Wieder zulassen
person-enable-lead = Die Person kann sich dann wieder anmelden wie vorher.
person-enable-button = Wieder zulassen
person-dismiss = Aus der Organisation entfernen
person-dismiss-lead = Die Person schreibt danach nicht mehr für Ihre Organisation und wird abgemeldet. Was sie geschrieben hat, bleibt. Ihr Konto löscht nur sie selbst.
person-dismiss-button = Entfernen
