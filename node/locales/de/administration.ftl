# Verwaltung einer Organisation.
administration = Verwaltung
administration-overview = Überblick
administration-lead = Hier richten Sie ein, wer für Ihre Organisation schreibt und mit wem sie verbunden ist.
administration-connections = Verbindungen
administration-members = Mitglieder
administration-lists = Listen
administration-neighbours = Andere Rechner
administration-incoming = Eingang
administration-waits = warten auf eine Entscheidung
administration-back = Zurück, ohne etwas zu ändern
administration-settings = Einstellungen
administration-logo = Logo
administration-texts = Rechtliche Seiten
administration-barriers = Gemeldete Barrieren
