# Verwaltung einer Organisation.
administration = Verwaltung
administration-overview = Überblick
administration-lead = Hier richten Sie ein, wer für Ihre Organisation schreibt und mit wem sie verbunden ist.
