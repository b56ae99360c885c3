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

# Konto und Personen.
done-link-asked = Wenn es zu dieser Mailadresse ein Konto gibt, ist jetzt eine Mail mit einem Link unterwegs. Er gilt eine Stunde.
done-registration-asked = Eine Mail mit einem Link ist unterwegs. Er gilt einen Tag.
done-came-by-link = Sie sind angemeldet. Eine Stunde lang können Sie ein neues Passwort setzen, ohne das alte anzugeben.
done-came-without-password = Sie sind angemeldet.
done-password-needed = Sie sind angemeldet. Bitte setzen Sie jetzt ein Passwort.
done-mailbox-proven = Sie sind angemeldet, und Ihre Mailadresse ist jetzt bestätigt. Zur Sicherheit gilt das bisherige Passwort nicht mehr: Bitte setzen Sie ein neues.
done-password-changed = Das neue Passwort gilt. Alle anderen Geräte sind abgemeldet.
done-session-ended = Abgemeldet.
done-left = Sie haben die Organisation verlassen.
done-erased = Ihr Konto ist gelöscht. Danke, dass Sie da waren.
done-invited = Die Einladung ist unterwegs.
done-invitation-taken-back = Die Einladung gilt nicht mehr.
done-role-changed = Gespeichert.
done-person-removed = Die Person gehört nicht mehr zu Ihrer Organisation.
done-person-disabled = Die Person ist gesperrt und überall abgemeldet.
done-person-enabled = Die Person kann sich wieder anmelden.
done-link-mailed = Eine Mail mit einem Link ist unterwegs. Er gilt eine Stunde.
