# Schreiben, Entwürfe, Vorschau, Freigabe, Fassungen.
write-lead = Zwei Sätze genügen für den Anfang. Alles Weitere fragen wir nach und nach, und nichts davon ist Pflicht.
write-for = Für welche Organisation schreiben Sie?
write-begin = Anfangen
write-about = Ihr Eintrag gehört zu
write-about-lesson = Was haben Sie daraus gelernt? Das hilft anderen oft am meisten.
write-no-choice = keine Angabe
write-kind-project = Projekt oder Lösung
write-kind-project-hint = Etwas, das Sie tun, getan haben oder gern täten. Eine Idee ist willkommen.
write-kind-lesson = Erfahrung
write-kind-lesson-hint = Was Sie gelernt haben, mit einem Rat an andere. Auch wenn es schiefging.
write-kind-call = Wir suchen, wir bieten
write-kind-call-hint = Partner, gemeinsame Beschaffung, Unterlagen, ein Besuch oder eine Frage an alle.
drafts = Entwürfe
drafts-none = Zurzeit ist nichts in Arbeit.
draft-untitled = Noch ohne Titel
draft-updated = geändert am
draft-by = von
draft-for = Für
somebody = jemand anderes
draft-state-writing = in Arbeit
draft-state-submitted = wartet auf Freigabe
draft-state-returned = zurückgegeben
draft-state-approved = freigegeben
draft-waits-for-you = wartet auf Ihre Freigabe
draft-write-project = Projekt beschreiben
draft-write-lesson = Erfahrung aufschreiben
draft-write-call = Suchen oder bieten
draft-write-adoption = Nutzung eintragen
draft-write-comment = Kommentar schreiben
draft-correct-project = Projekt berichtigen
draft-correct-lesson = Erfahrung berichtigen
draft-correct-call = Kooperation berichtigen
draft-correct-adoption = Nutzung berichtigen
draft-correct-comment = Kommentar berichtigen
draft-submitted = Dieser Entwurf wartet auf Freigabe. Wenn Sie weiterschreiben, nehmen Sie die Bitte zurück und stellen sie danach neu.
draft-look = Ansehen und freigeben
draft-returned = Zurückgegeben mit der Bitte:
draft-answered = beantwortet
draft-answered-of = von { $shown } beantwortet
draft-complete = Alles Wichtige ist gesagt. Danke!
draft-helps = Am meisten helfen würde noch:
draft-helps-hint = Nichts davon ist Pflicht.
draft-publish = Veröffentlichen
draft-save = Entwurf speichern
draft-preview = Vorschau
draft-submit = Zur Freigabe geben
draft-submit-hint = In Ihrer Organisation sieht jemand anderes darüber, bevor es veröffentlicht wird.
draft-discard = Entwurf verwerfen
draft-discard-lead = Der Entwurf wird gelöscht und lässt sich nicht wiederherstellen.
draft-discard-stays = Der veröffentlichte Eintrag bleibt, wie er ist.
draft-back = Zurück zum Entwurf
draft-clash = Hier haben zwei zugleich geschrieben
draft-clash-lead = Nichts ist verloren: Beide Fassungen stehen nebeneinander. Bitte wählen Sie jeweils, welche bleibt. Im Formular darunter steht Ihre; dort können Sie sie noch ändern.
draft-clash-theirs = inzwischen gespeichert
draft-clash-mine = Ihre Fassung
draft-clash-published = im veröffentlichten Eintrag
preview = Vorschau
preview-lead = So wird der Eintrag aussehen. Noch sieht ihn sonst niemand außerhalb Ihrer Organisation.
preview-problems = Vor dem Veröffentlichen ist noch zu klären:
preview-changes = { $number ->
    [one] Eine Angabe ist anders als bisher
   *[other] { $shown } Angaben sind anders als bisher
}
preview-back = Weiterschreiben
approval-lead = Sie sind gebeten, diesen Entwurf freizugeben. Mit der Freigabe wird er veröffentlicht.
approval-approve = Freigeben und veröffentlichen
approval-return = Zurückgeben
approval-note = Oder: Was soll noch anders werden?
approval-note-hint = Das lesen alle, die an dem Entwurf schreiben.
approval-note-example = Bitte die Summe vorher mit der Kämmerei abstimmen.
approval-approved = Freigegeben
approval-approved-lead = Danke! Der Eintrag ist veröffentlicht. Sie können dieses Fenster schließen.
approval-returned = Zurückgegeben
approval-returned-lead = Danke! Ihr Hinweis steht nun beim Entwurf. Sie können dieses Fenster schließen.
approval-look = Zum Eintrag
approval-mail-subject = Bitte um Freigabe: { $title }
approval-mail-text =
    Guten Tag { $name },

    { $writer } möchte für { $organisation } etwas veröffentlichen:

    { $title }

    Bitte sehen Sie es sich an. Unter diesem Link können Sie es freigeben oder mit einem Hinweis zurückgeben, ohne sich anzumelden:

    { $link }

    Der Link ist nur für Sie, gilt 14 Tage und für diese eine Antwort. Bitte geben Sie ihn nicht weiter.
withdraw = Eintrag zurückziehen
withdraw-button = Zurückziehen
withdraw-back = Doch nicht
withdraw-public = Der Eintrag verschwindet aus der Suche und von allen Seiten. Unter seiner Adresse steht danach, dass er zurückgezogen wurde; Fragen und Antworten darunter sind nicht mehr zu sehen.
withdraw-circles = Der Eintrag verschwindet für alle, an die er gerichtet ist; ihre Knoten löschen ihn. Fragen und Antworten darunter sind nicht mehr zu sehen.
withdraw-own = Der Eintrag verschwindet für alle in Ihrer Organisation. Außerhalb konnte ihn niemand lesen.
withdraw-holders = { $number ->
    [0] Noch hat ihn kein anderer Server bekommen.
    [one] Ein anderer Server hat ihn bekommen. Er wird gebeten, ihn zu löschen, und Tempomacher tut das. Was jemand gespeichert oder gedruckt hat, holt das nicht zurück.
   *[other] { $shown } andere Server haben ihn bekommen. Sie werden gebeten, ihn zu löschen, und Tempomacher tut das. Was jemand gespeichert oder gedruckt hat, holt das nicht zurück.
}
withdraw-for-good = Das lässt sich nicht rückgängig machen: Auch die früheren Fassungen sind hier nicht mehr zu sehen.
withdraw-instead = Ist nur etwas falsch oder überholt? Dann hilft es anderen mehr, den Eintrag zu berichtigen, oder ein Projekt als beendet zu kennzeichnen.
versions = Fassungen
versions-first = So wurde es zuerst veröffentlicht.
versions-confirmed = Bestätigt: stimmt noch.
versions-same = Am Text wurde nichts geändert.
versions-older = Ältere Fassungen
script-saved = Gespeichert um # Uhr
script-saving = Wird gespeichert …
script-left = Noch # Zeichen
script-offline = Keine Verbindung. Was Sie schreiben, bleibt auf diesem Gerät und wird gespeichert, sobald es wieder geht.
script-overtaken = Inzwischen hat jemand anderes gespeichert. Drücken Sie „Entwurf speichern“: Dann stehen beide Fassungen nebeneinander, und nichts geht verloren.
script-signed-out = Ihre Anmeldung ist abgelaufen. Drücken Sie „Entwurf speichern“ und melden Sie sich an: Was Sie geschrieben haben, geht dabei nicht verloren.
script-found = Auf diesem Gerät liegt noch Text zu diesem Entwurf, der nicht gespeichert werden konnte.
script-take = Text übernehmen
script-drop = Text löschen
draft-entry = Zum veröffentlichten Eintrag
