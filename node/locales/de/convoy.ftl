# Geleitzug: Wer Ähnliches vorhat, erfährt voneinander.
convoy-said = Passt zu Ihrem Vorhaben „{ $own }“.
convoy-contact = Ansprechstelle: { $contact }
