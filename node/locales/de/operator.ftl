# Der Betrieb des Knotens.
operator = Betrieb
operator-overview = Überblick
operator-lead = Hier sehen Sie, wer auf diesem Knoten wohnt und ob die Maschine läuft. Entwürfe und Einträge nur für die eigene Organisation sehen Sie nicht.
operator-set-up-open = Das Einrichten ist noch nicht abgeschlossen.
operator-set-up-onward = Weitermachen
operator-organisations = Organisationen
operator-organisation = Organisation
operator-host = Rechnername
operator-people = Menschen
operator-entries = Öffentliche Einträge
operator-found = Organisation anlegen
operator-found-lead = Jede Organisation bekommt einen eigenen Rechnernamen, der auf diesen Knoten zeigt, und wird von ihren eigenen Leuten verwaltet.
entrust = Wer verwaltet die Organisation?
entrust-lead = Noch tut es niemand. Laden Sie die erste Person ein: Sie richtet alles Weitere ein und lädt die anderen ein. Danach ist die Organisation in ihren Händen.
entrust-invited = Schon eingeladen:
entrust-mail = Mailadresse der ersten Person
entrust-mail-example = kim.muster@birkenried.de
entrust-handing = Wie kommt die Einladung an?
entrust-button = Einladen
operator-machine = Maschine
operator-version = Fassung
operator-database = Datenbank
operator-database-sqlite = SQLite-Datei
operator-database-postgres = PostgreSQL
operator-index = Suchindex
operator-index-behind = { $number ->
    [0] auf dem Stand der Datenbank
    [one] eine Änderung dahinter; er holt von selbst auf
   *[other] { $shown } Änderungen dahinter; er holt von selbst auf
}
operator-waiting = Nachrichten, die warten
operator-parked = Nachrichten, die aufgegeben wurden
operator-mail = Mail
operator-mail-on = Mailserver eingetragen
operator-mail-off = kein Mailserver eingetragen; Links werden angezeigt
operator-backup = Sicherung
operator-backup-how = Ob gesichert wird, lässt sich von hier nicht sehen. Zu sichern sind die Datenbank und, an einem anderen Ort, die Datei node.key.
operator-no-source = Im Fuß der Seiten fehlt der Link zum Quelltext. Tragen Sie ihn als source.url in die Konfiguration ein, wenn Sie die Software verändert haben.
operator-outside = So sieht der Knoten von außen aus
operator-mail-to = Eine Probe geht an:
operator-mail-button = Probe schicken
operator-mail-none = Es ist kein Mailserver eingetragen. Das ist in Ordnung: Einladungen und Links zum Anmelden werden dann angezeigt, und Sie geben sie selbst weiter.
operator-mail-how = Möchten Sie Mails verschicken, tragen Sie zum Beispiel dies in die Konfiguration ein und starten den Dienst neu:
operator-peers = Andere Knoten
operator-peers-lead = Mit diesen Knoten tauscht Ihrer Einträge aus.
operator-peers-none = Noch ist Ihr Knoten mit keinem anderen verbunden.
operator-peers-more = Weitere zeigt der Befehl
operator-peers-block = Von einem Knoten nichts mehr annehmen:
operator-peer-waiting = { $number ->
    [0] Nichts wartet.
    [one] Eine Nachricht wartet.
   *[other] { $shown } Nachrichten warten.
}
operator-peer-parked = { $number ->
    [one] Eine wurde aufgegeben.
   *[other] { $shown } wurden aufgegeben.
}
operator-peer-failing = Seit dem { $day } kommt nichts mehr durch. Wir versuchen es in wachsenden Abständen weiter.
operator-peer-dialect = Signatur der Nachrichten dorthin:
operator-peer-said = Zuletzt hieß es:
operator-stance-unknown = Wir folgen dort niemandem, und niemand von dort folgt uns.
operator-stance-asked = Wir haben dort gefragt und warten auf Antwort.
operator-stance-member = Was dort veröffentlicht wird, kommt zu uns.
operator-stance-reader = Dort liest man, was wir veröffentlichen.
operator-stance-blocked = Von dort nehmen wir nichts an.
operator-ready = Was man hier findet
ready-nothing = Noch lässt sich hier kein Eintrag finden.
ready-entries = { $number ->
    [one] Ein Eintrag lässt sich hier finden,
   *[other] { $shown } Einträge lassen sich hier finden,
}
ready-organisations = { $number ->
    [one] von einer Organisation.
   *[other] von { $shown } Organisationen.
}
ready-grows = Es werden mehr, sobald die Organisationen zustimmen, denen Sie folgen möchten. Diese Seite zeigt immer den jetzigen Stand.
ready-next = Was Sie jetzt tun können
ready-write = Den ersten Eintrag schreiben
ready-write-why = Ein Titel und zwei Sätze genügen für den Anfang.
ready-administration = Die Organisation verwalten
ready-administration-why = Kolleginnen und Kollegen einladen, Impressum und Datenschutz ausfüllen, Farbe und Logo wählen.
ready-operator = Den Knoten betreiben
ready-operator-why = Weitere Organisationen anlegen, andere Knoten sehen, Mail ausprobieren.
