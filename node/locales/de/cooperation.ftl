# Kooperationen.
cooperation-lead = Gemeinsam geht es leichter: wer Partner sucht und wer etwas zu geben hat.
cooperation-seek = Wir suchen
cooperation-seek-none = Zurzeit sucht niemand.
cooperation-offer = Wir bieten
cooperation-offer-none = Zurzeit bietet niemand etwas an.
cooperation-settled = Gelöst oder abgeschlossen
cooperation-wanted = Gesucht:
cooperation-result = Ergebnis:
