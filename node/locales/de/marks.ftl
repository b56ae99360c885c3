# Empfehlungen, und „Bei uns auch“.
marks = Empfohlen von
marks-none = Noch hat niemand diesen Eintrag empfohlen.
marks-unnamed = { $number ->
    [one] Außerdem empfiehlt ihn ein Konto von anderswo.
   *[other] Außerdem empfehlen ihn { $shown } Konten von anderswo.
}
with-us-too = Bei uns auch
with-us-too-unnamed = { $number ->
    [one] Außerdem sagt das ein Konto von anderswo.
   *[other] Außerdem sagen das { $shown } Konten von anderswo.
}
with-us-too-take-back = Bei uns doch nicht
marking-recommend = Empfehlen
marking-change = Empfehlung ändern
marking-take-back = Empfehlung zurücknehmen
marking-reason = Warum empfehlen Sie das?
marking-reason-hint = Ein Satz genügt. Er steht beim Eintrag und kommt bei allen an, die mit Ihnen verbunden sind.
marking-reason-example = Drei Kommunen im Kreis arbeiten seit einem Jahr gut damit.
organisation-recommends = Was diese Organisation empfiehlt
start-recommended = Von uns empfohlen
recommended-because = Warum:
letter-recommendation = Ihre Empfehlung
letter-with-us-too = Ihr „Bei uns auch“
done-recommended = Empfohlen. Alle, die mit Ihnen verbunden sind, erfahren es.
done-with-us-too = Danke. Wer das geschrieben hat, sieht jetzt, dass es Ihnen auch so geht.
done-taken-back = Zurückgenommen.
marks-recommended-by = { $number ->
    [one] eine Organisation empfiehlt es
   *[other] { $shown } empfehlen es
}
with-us-too-said-by = { $number ->
    [one] „Bei uns auch“ sagt eine
   *[other] „Bei uns auch“ sagen { $shown }
}
