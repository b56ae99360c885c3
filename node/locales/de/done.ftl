# Was gerade getan wurde.
done-saved = Gespeichert.
done-asked = Die Anfrage ist unterwegs. Sobald dort jemand geantwortet hat, steht es hier.
done-request-accepted = Angenommen. Ihre Einträge sind auf dem Weg dorthin.
done-request-declined = Abgelehnt.
done-connection-ended = Die Verbindung ist beendet.
done-tried = Es wird jetzt versucht. Laden Sie die Seite gleich noch einmal, um zu sehen, was daraus wurde.
done-parked-again = Es wird noch einmal versucht.
done-parked-discarded = Verworfen.
done-blocked = Der Rechner ist gesperrt.
done-unblocked = Die Sperre ist aufgehoben.
done-held-shown = Angenommen. Es ist jetzt zu sehen.
done-held-declined = Abgelehnt und gelöscht.
