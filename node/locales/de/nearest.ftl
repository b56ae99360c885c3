# Was hilft, wenn nichts oder zu viel gefunden wird.
like = Kommunen wie diese
like-only = Nur Kommunen wie { $name }
like-first = Kommunen wie { $name } zuerst
experience = Wer damit Erfahrung hat
experience-entries = { $number ->
    [one] ein Treffer von dort
   *[other] { $shown } Treffer von dort
}
nearest-without-filters = Ohne Ihre Filter gibt es das:
nearest-plain = Mit den Wörtern allein gibt es das:
nearest-all = Alles davon zeigen
ask-all = Alle fragen: „Wir suchen“
ask-all-why = Vielleicht weiß es jemand, der noch nicht darüber geschrieben hat. Ihre Frage geht an alle, die mit Ihnen verbunden sind; vorher können Sie sie noch ändern.
ask-all-sign-in = Anmelden und alle fragen
search-meant = Meinten Sie
matched-synonym = gefunden über: { $found } (statt { $asked })
matched-within = gefunden über: { $found } (enthält { $asked })
matched-part-of = gefunden über: { $found } (Teil von { $asked })
matched-part = gefunden über: { $found } (verwandt mit { $asked })
matched-spelling = gefunden über: { $found } (anders geschrieben als { $asked })
