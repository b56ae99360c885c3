# Signing in and out.
sign-in = Sign in
sign-in-lead = You need no account to read and search. To write and ask, you do.
sign-in-mail = Mail address
sign-in-password = Password
sign-in-interrupted = Your sign-in had expired. What you wrote is still here: it goes on after you have signed in.
sign-out = Sign out
resume = Welcome back
resume-lead = What you wrote before signing in is still here.
resume-button = Save now
account = Account
my-area = My area
write = Write
writes-for = writing for
