# Mails to people: links, invitations, registration.
link-mail-subject = Your link to sign in
link-mail-text =
    Hello { $name },

    this link signs you in with { $organisation } on Tempomacher:

    { $link }

    It is valid for one hour, and once. After that you can set a new password under “Account”.

    You did not ask for a link? Then you need to do nothing: without this mail nobody gets in.
invitation-mail-subject = { $organisation } invites you to Tempomacher
invitation-mail-text =
    Hello,

    { $inviter } invites you to take part on Tempomacher for { $organisation }. There municipalities see what others have tried already, what it cost, and what they learned from it.

    { $role }

    This is how you accept the invitation:

    { $link }

    It stands for 14 days. If you do not want to take part, you need to do nothing.
invitation-with-message-mail-subject = { $organisation } invites you to Tempomacher
invitation-with-message-mail-text =
    Hello,

    { $inviter } invites you to take part on Tempomacher for { $organisation }. There municipalities see what others have tried already, what it cost, and what they learned from it.

    { $inviter } writes to you:

    { $message }

    { $role }

    This is how you accept the invitation:

    { $link }

    It stands for 14 days. If you do not want to take part, you need to do nothing.
registration-mail-subject = Your account with { $organisation }
registration-mail-text =
    Hello,

    with this link you set up an account with { $organisation } on Tempomacher:

    { $link }

    It is valid for one day, and once.

    You did not ask for this? Then you need to do nothing.
registration-again-mail-subject = Your account with { $organisation }
registration-again-mail-text =
    Hello,

    somebody wanted to set up an account with { $organisation } on Tempomacher with your mail address. You have one already. This link signs you in:

    { $link }

    It is valid for one day, and once.

    It was not you? Then you need to do nothing.
