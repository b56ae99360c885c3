# Was gerade getan wurde.
done-saved = Gespeichert.
done-adopted = Danke. Andere sehen jetzt, wie weit Sie damit sind.
done-comment-question = Ihre Frage steht jetzt hier. Wenn jemand antwortet, sehen Sie es in „Mein Bereich“.
done-comment-answer = Ihre Antwort steht jetzt hier.
done-comment-note = Ihr Hinweis steht jetzt hier.
done-progress = Der Fortschritt ist festgehalten.
done-bookmark-kept = Gemerkt.
done-bookmark-forgotten = Nicht mehr auf Ihrer Merkliste.
done-seen = Als gesehen vermerkt.
