# Was gerade getan wurde.
done-saved = Gespeichert.

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
