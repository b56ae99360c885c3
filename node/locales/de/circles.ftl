# Kreise: geschlossene Gruppen von Organisationen, und wer was liest.
administration-circles = Kreise
administration-readers = Wer liest das?
circles-lead = In einem Kreis sprechen Organisationen unter sich. Was Sie an einen Kreis richten, bekommen nur die, die dazugehören und der Vereinbarung zugestimmt haben.
circles-all = Alle Kreise
circles-invitations = Einladungen an uns
circles-kept = Kreise, die wir führen
circles-kept-none = Sie führen noch keinen Kreis.
circles-joined = Kreise, zu denen wir gehören
circles-joined-none = Sie gehören noch zu keinem Kreis.
circle-new = Einen Kreis gründen
circle-new-lead = Nach dem Gründen laden Sie ein. Wer eingeladen ist, liest die Vereinbarung und sagt für die eigene Organisation zu oder ab.
circle-found = Kreis gründen
circle-name = Name
circle-name-example = Vergleichsring Auental
circle-purpose = Wozu es ihn gibt
circle-agreement = Vereinbarung
circle-agreement-hint = Worauf sich alle verlassen: was vertraulich bleibt, wer es im Haus lesen darf, was beim Austritt gilt.
circle-members = { $number ->
    [one] Eine Organisation gehört dazu.
   *[other] { $shown } Organisationen gehören dazu.
}
circle-read-and-answer = bitte lesen und antworten
circle-agreement-is-new = die Vereinbarung ist neu, bitte lesen
circle-agreement-heading = Die Vereinbarung
circle-edition = Fassung
circle-join-means = Mit Ihrer Zusage gilt die Vereinbarung für Ihre Organisation. Wer den Kreis führt, erfährt die Funktion, in der Sie zusagen, aber keinen Namen.
circle-agree-means = Die Vereinbarung wurde geändert. Was schon da ist, lesen Sie weiter; Neues kommt erst, wenn Sie der neuen Fassung zugestimmt haben.
circle-accept = Zustimmen
circle-decline = Nicht beitreten
circle-office = In welcher Funktion stimmen Sie zu?
circle-office-example = Hauptamtsleitung
circle-who = Wer dazugehört
circle-keeps-it = führt den Kreis
circle-since = { $how }, seit { $day }.
circle-by-office = Zugestimmt hat: { $office }.
circle-not-yet-agreed = Der neuen Vereinbarung noch nicht zugestimmt.
circle-remove = Herausnehmen
circle-leave = Aus dem Kreis austreten
circle-leave-means = Nach dem Austritt ist hier sofort weg, was andere an den Kreis gerichtet haben. Was Sie selbst geschrieben haben, bleibt Ihres.
circle-invite = Einladen
circle-address = Adresse der Organisation
circle-address-example = birkenried@birkenried.de
circle-reword = Kreis ändern
circle-reword-means = Eine andere Vereinbarung ist eine neue Fassung: Bis zur Zustimmung bekommt eine Organisation nichts Neues, liest aber weiter, was sie schon hat.
only-for = nur für: { $names }
only-circle-named = Kreis „{ $name }“
only-connected = Verbundene von { $name }
write-audience-circle = Kreis: { $name }
write-audience-connected = Verbundene Organisationen: alle, die bei uns mitlesen
circle-connected = Verbundene Organisationen
done-circle-invited = Die Einladung ist unterwegs.
done-circle-removed = Herausgenommen. Was an den Kreis gerichtet war, wird dort gelöscht; unter „Wer liest das?“ steht, wer es bestätigt hat.
done-circle-reworded = Gespeichert. Alle im Kreis erfahren es.
done-circle-joined = Zugestimmt. Was an den Kreis gerichtet ist, ist auf dem Weg zu Ihnen.
done-circle-declined = Abgesagt. Das wird dort gesagt.
done-circle-left = Ausgetreten. Was andere an den Kreis gerichtet hatten, ist hier gelöscht.
readers-lead = Hier steht, bei wem ankommt, was Sie schreiben. Öffentliches liest jeder, auch ohne Anmeldung.
readers-none = Zurzeit niemand sonst.
readers-not-yet = { $name } (neue Vereinbarung, noch nicht zugestimmt)
readers-more = { $number ->
    [one] und eine weitere
   *[other] und { $shown } weitere
}
readers-narrowed = Was nicht mehr alle lesen, die es hatten
readers-narrowed-lead = Zurückgezogenes und Enger-Gefasstes, das schon woanders war. Ein Knoten bestätigt, dass es dort gelöscht ist.
readers-narrowed-none = Nichts dergleichen.
readers-confirmed = Gelöscht und bestätigt:
readers-waiting = Noch nicht bestätigt:
readers-nothing-to-confirm = Alle, die es haben, dürfen es lesen.
readers-nameless = Ein Eintrag ohne Titel
