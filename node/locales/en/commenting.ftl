# Asking, answering, noting.
commenting = Ask, answer, note
commenting-lead = Please add what is still missing. What you have written is still there.
commenting-answer = Answer
commenting-comment = What is it?
commenting-text = Your text
commenting-text-example = How long did it take to agree with the independent providers?
commenting-office = Signature
commenting-office-hint = The office that writes. Your name does not appear.
commenting-send = Send
commenting-sign-in = Sign in
commenting-sign-in-hint = to ask or to answer. You can read everything without signing in.
said-organisation = For which organisation?
said-own = Who is to read it?
said-own-yes = our organisation only
back-to-entry = Back to the entry
