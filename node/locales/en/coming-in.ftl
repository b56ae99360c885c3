# Coming in: by a link, with an invitation, by registering.
sign-in-link = Link by mail
sign-in-link-lead = Forgotten your password, or never set one? We send you a link that signs you in. After that you can also set a new password.
sign-in-link-by-hand = Forgotten your password, or never set one? This node sends no mails. Whoever administers your organisation can give you a link to sign in, under “People”. So can those who run the node: tempomacher staff link MAIL
sign-in-link-mailbox = Your mail address
sign-in-link-button = Send link
sign-in-as = You are signing in as { $name }.
sign-in-now = Sign in now
resume-by-link = The mail is on its way
resume-by-link-lead = If there is an account for this mail address, a mail will arrive shortly. Open its link in a new window and leave this page open. What you wrote is still here.
resume-by-link-button = I am signed in: go on

register = Register
register-lead = Here you can set up an account for yourself, to read and to ask.
register-domains = It takes a mail address that ends like this: { $domains }
register-onward = To the registration
register-mailbox = Your work mail address
register-button = Send link
register-known = You already have an account here, { $name }. One click signs you in, and you belong to { $organisation } as a reader too.
register-new = Your account with { $organisation } will be set up for { $mail }.
register-finish = Set up account

newcomer-name = Your name
newcomer-name-hint = The people of your organisation see it, and those you invite. To everyone else the organisation or the office signs.
newcomer-password = Password
newcomer-password-hint = At least 10 characters. Several words make a good one.
newcomer-password-may-be-left-out = At least 10 characters. Several words make a good one. You can also leave it out and have a link sent to you each time.
newcomer-repeat = Password once more

invitation = Invitation from { $organisation }
invitation-lead = { $organisation } invites you to take part on Tempomacher. { $role }
invitation-by = { $inviter } invites you to take part on Tempomacher for { $organisation }. { $role }
invitation-accept = Accept invitation
invitation-new = Your account will be set up for { $mail }.
invitation-known = You already have an account here. Please sign in, then accept the invitation with one click.
invitation-for-another = The invitation is for { $mail }. You are signed in as { $name }. Sign out and you can go on here.

may-reader = You can read all that is meant for the organisation, and ask questions.
may-editor = You can read, ask and write.
may-approver = You can read, ask, write, and approve what others have written.
may-administrator = You can read, ask, write, approve, and administer the organisation.

welcome = Welcome to { $organisation }
welcome-lead = Good to have you here. { $role }
welcome-lead-alone = Good to have you here.
welcome-next = What you can do next
welcome-search = See what others have tried already
welcome-search-hint = With a word from your daily work.
welcome-cooperation = See who looks for partners
welcome-cooperation-hint = Develop or procure together, or just ask.
welcome-write = Write something down
welcome-write-hint = An idea is a title and two sentences. Your area collects what you have begun.
welcome-people = Invite colleagues
welcome-people-hint = Two make it easier: one writes, another approves.
welcome-account = Look at your account
welcome-account-hint = Name, language, password, and where you are signed in.
