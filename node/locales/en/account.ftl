# The own account.
save = Save
account-lead = Your account belongs to the mail address
account-name = Name
account-name-hint = The people of your organisations see it, and those you invite. To everyone else the organisation or the office signs.
account-language = Language
account-language-hint = We write mails to you in this language.
account-password-is-set = You sign in with your password.
account-password-not-needed = You have no password and sign in with a link by mail. You can set one all the same.
account-password-needed = You have no password yet. Please set one: otherwise you will need a link again next time.
account-password-onward = Set a new password
account-organisations = For whom you write
account-no-organisation = You belong to no organisation at present. Whoever administers one can invite you.
account-present = You are writing for it now.
account-turn = Write for this one from now on
account-sessions = Where you are signed in
account-sessions-lead = A device you do not know? Sign it out and set a new password.
account-device-unknown = Unknown device
account-session-this = here
account-session-since = since
account-session-seen = last used
account-session-end = Sign out
account-sessions-end-others = Sign out all others
account-sessions-end-all = Sign out everywhere, here too

password = Password
password-lead = After the change you stay signed in here. All other devices are signed out.
password-old = Present password
password-password = New password
password-password-hint = At least 10 characters. Several words make a good one.
password-repeat = New password once more

leave = Leave { $organisation }
leave-lead = After that you no longer write for this organisation and no longer see what is meant for it alone. Your account stays. What you wrote stays with the organisation.
leave-button = Leave

erase = Delete account
erase-lead = Name and mail address are erased, and you are signed out everywhere. This cannot be taken back.
erase-what-stays = What you wrote belongs to your organisation and stays there. Nothing says any more that it was you: the list of changes keeps an id without a name.
erase-onward = Delete account …
erase-sure = Are you sure?
erase-yes = Yes, I want to delete my account
erase-password = Your password
erase-button = Delete account for good
