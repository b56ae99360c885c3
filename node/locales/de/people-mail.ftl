# Mails an Menschen: Links, Einladungen, Registrierung.
link-mail-subject = Ihr Link zum Anmelden
link-mail-text =
    Guten Tag { $name },

    mit diesem Link melden Sie sich bei { $organisation } auf Tempomacher an:

    { $link }

    Er gilt eine Stunde und nur einmal. Danach können Sie unter „Konto“ ein neues Passwort setzen.

    Haben Sie keinen Link angefordert? Dann brauchen Sie nichts zu tun: Ohne diese Mail kommt niemand herein.
invitation-mail-subject = { $organisation } lädt Sie zu Tempomacher ein
invitation-mail-text =
    Guten Tag,

    { $inviter } lädt Sie ein, auf Tempomacher für { $organisation } mitzumachen. Dort sehen Kommunen, was andere schon versucht haben, was es gekostet hat und was sie daraus gelernt haben.

    { $role }

    So nehmen Sie die Einladung an:

    { $link }

    Sie gilt 14 Tage. Möchten Sie nicht mitmachen, brauchen Sie nichts zu tun.
invitation-with-message-mail-subject = { $organisation } lädt Sie zu Tempomacher ein
invitation-with-message-mail-text =
    Guten Tag,

    { $inviter } lädt Sie ein, auf Tempomacher für { $organisation } mitzumachen. Dort sehen Kommunen, was andere schon versucht haben, was es gekostet hat und was sie daraus gelernt haben.

    { $inviter } schreibt Ihnen dazu:

    { $message }

    { $role }

    So nehmen Sie die Einladung an:

    { $link }

    Sie gilt 14 Tage. Möchten Sie nicht mitmachen, brauchen Sie nichts zu tun.
registration-mail-subject = Ihr Konto bei { $organisation }
registration-mail-text =
    Guten Tag,

    mit diesem Link legen Sie sich bei { $organisation } auf Tempomacher ein Konto an:

    { $link }

    Er gilt einen Tag und nur einmal.

    Haben Sie das nicht angefordert? Dann brauchen Sie nichts zu tun.
registration-again-mail-subject = Ihr Konto bei { $organisation }
registration-again-mail-text =
    Guten Tag,

    jemand wollte mit Ihrer Mailadresse bei { $organisation } auf Tempomacher ein Konto anlegen. Sie haben schon eines. Mit diesem Link melden Sie sich an:

    { $link }

    Er gilt einen Tag und nur einmal.

    Waren Sie das nicht? Dann brauchen Sie nichts zu tun.
