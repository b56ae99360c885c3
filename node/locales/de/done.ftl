# Was gerade getan wurde.
done-saved = Gespeichert.
done-published = Veröffentlicht.
done-submitted = Zur Freigabe gegeben. Wer freigeben kann, hat es nun vor sich.
done-submitted-to-nobody = Zur Freigabe gegeben. Zurzeit kann aber niemand außer denen freigeben, die mitgeschrieben haben. Wer Ihre Organisation verwaltet, kann jemandem die Rolle „gibt frei“ geben oder die Freigabe abschalten.
done-approved = Freigegeben und veröffentlicht.
done-returned = Zurückgegeben. Ihr Hinweis steht beim Entwurf.
done-discarded = Der Entwurf ist verworfen.
done-withdrawn = Der Eintrag ist zurückgezogen. Alle, die ihn bekommen haben, erfahren es.
done-confirmed = Bestätigt: stimmt noch. Danke!
done-adopted = Danke. Andere sehen jetzt, wie weit Sie damit sind.
done-comment-question = Ihre Frage steht jetzt hier. Wenn jemand antwortet, sehen Sie es in „Mein Bereich“.
done-comment-answer = Ihre Antwort steht jetzt hier.
done-comment-note = Ihr Hinweis steht jetzt hier.
done-progress = Der Fortschritt ist festgehalten.
done-bookmark-kept = Gemerkt.
done-bookmark-forgotten = Nicht mehr auf Ihrer Merkliste.
done-seen = Als gesehen vermerkt.
