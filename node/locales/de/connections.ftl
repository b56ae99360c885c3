# Verbindungen: wer anfragt, wer mitliest, bei wem mitgelesen wird.
connections-lead = Wer bei Ihnen mitliest, bekommt Ihre öffentlichen Einträge. Wo Sie mitlesen, finden Ihre Leute die Einträge in der eigenen Suche.
connections-all = Alle Verbindungen
connections-requests = Anfragen
connections-requests-none = Zurzeit wartet keine Anfrage.
connections-accept = Annehmen
connections-accept-means = Was Sie veröffentlicht haben und noch veröffentlichen, geht dorthin und ist dort zu finden. Entwürfe und Internes bleiben hier.
connections-decline = Ablehnen
connections-decline-means = Von hier geht nichts dorthin, und das wird dort gesagt. Es kann später wieder angefragt werden.
connections-message = Nachricht:
connections-waits = Wartet
connections-entries = Schon hier zu finden:
connections-more = Weitere zeigen
connections-readers = Wer bei uns mitliest
connections-readers-none = Noch liest niemand mit.
connections-here = Auf demselben Knoten: Neues ist dort sofort da.
connections-known = Dort bekannte Einträge: { $said }.
connections-known-none = Dort ist noch kein Eintrag.
connections-on-their-way = { $number ->
    [one] Eine Nachricht ist unterwegs.
   *[other] { $shown } Nachrichten sind unterwegs.
}
connections-followings = Wo wir mitlesen
connections-followings-none = Noch lesen Sie nirgends mit.
party-kind = Wer das ist
party-population = { $said } Einwohner
party-address = Adresse
party-here = auf demselben Knoten
party-other-software = Kein Tempomacher, sondern ein anderes Programm
asking = Neue Verbindung anfragen
asking-lead = Sie fragen an, dort mitlesen zu dürfen. Ein Mensch dort entscheidet darüber.
asking-address = Adresse der Organisation
asking-address-hint = Sie steht auf der Seite der Organisation unter „So folgt man ihr“. Auch die Adresse ihrer Startseite bei Tempomacher genügt.
asking-address-example = birkenried@tempomacher.birkenried.de
asking-message = Nachricht an die Menschen dort
asking-message-hint = Wer Sie sind und warum Sie mitlesen möchten. Darf leer bleiben.
asking-look = Nachsehen, wer das ist
connection-preview = Ist das die richtige Organisation?
connection-preview-somebody-else = Unter dieser Adresse meldet sich inzwischen jemand anderes. Bitte noch einmal ansehen.
connection-preview-other-software = Dort läuft ein anderes Programm. Es kommt nur an, was von jetzt an veröffentlicht wird, und meist weniger ausführlich.
connection-preview-message = Ihre Nachricht:
connection-preview-means = Mit der Anfrage erfährt die Organisation Ihren Namen und Ihre Nachricht. Nimmt sie an, kommen ihre öffentlichen Einträge zu Ihnen.
connection-preview-ask = Anfrage senden
connection-preview-change = Angaben ändern
ending = Verbindung beenden
ending-short = Beenden
ending-reader-means = Neues von Ihnen geht nicht mehr dorthin. Was schon dort ist, bleibt dort; wird es hier berichtigt oder zurückgezogen, erfährt man es dort weiter. Es kann wieder angefragt werden.
ending-following-means = Neues von dort kommt nicht mehr zu Ihnen. Was schon hier ist, bleibt zu finden. Sie können später wieder anfragen.
