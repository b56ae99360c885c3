# When somebody thinks that something should not stay here as it is.
report = Report content
report-lead = Do you think that this content breaks a law, harms somebody or is not true? Please tell us. You need not sign in.
report-what-happens = A person looks at it and decides within 14 days. If you give a mail address and mails are sent from here, you get a confirmation, and the decision with its reasons.
report-reason = What is it about?
report-body = What should not stand here as it does, and why?
report-body-hint = Please name the passage you mean.
report-mail = Your mail address, if you would like an answer
report-button = Report
report-received = Thank you, your report has arrived
report-number = It has the number { $reference }. Please name it if you ask about it.
administration-reported = Reported content
operator-reported = Reported content
reported-lead = This is what readers or other hosts have reported. Please decide by the day that is named. Whoever gave a mail address is told the decision with your reasons.
reported-lead-operator = Several organisations live on this node. So what comes from other hosts and is reported stands here; what an organisation wrote itself, it decides about.
reported-none = No content is reported at present.
reported-open = To be decided
reported-decided = Decided
reported-decided-kept = After half a year what is decided is deleted. What is no longer shown here stays hidden.
reported-overdue = overdue
reported-by-reader = Reported on the page
reported-by-neighbour = Reported by the host { $host }
reported-on = on { $day }.
reported-due = To be decided by { $day }.
reported-answer-by-mail = The decision goes by mail to the person who reported it.
reported-answer-nowhere = No answer is expected.
reported-answer-yourself = Please answer yourself, no mails are sent from here:
reported-passed-on = Passed on, { $day }:
reported-show-again = Show again
reported-take-back = Take back what was passed on
deciding-decision = What is to happen?
deciding-decision-hint = “No longer shown here” holds for this node and can be undone. Entries of your own also disappear where they were sent.
deciding-grounds = Reasons
deciding-grounds-hint = They are sent to the person who reported it.
deciding-button = Decide
passing = Pass on to where it comes from …
passing-means = The host the content comes from is asked to look at it. Your node speaks; no names are given. You still have to decide here.
passing-words = What should they look at?
passing-button = Pass on
letter-flag = A report about content
letter-move = The new address of your organisation
done-report-decided = Decided.
done-report-passed-on = The report is on its way.
done-flag-taken-back = Taken back.
done-shown-again = It is shown again. The report is open again.
report-received-mail-subject = Your report { $reference } has arrived
report-received-mail-text =
    Good day,

    your report about “{ $title }” on { $host } has arrived. Its number is { $reference }. A person decides about it by { $day }; then we write to you again.

    If you did not report anything, somebody else gave your address. Then there is nothing you need to do.
report-decided-mail-subject = Your report { $reference } has been decided
report-decided-mail-text =
    Good day,

    your report { $reference } about “{ $title }” on { $host } has been decided: { $decision }.

    The reasons:
    { $grounds }

    If you disagree, please turn to the office named in the legal notice on { $host }, and give the number. You may also go to court.

# Whom an organisation does not want.
administration-blocks = Blocked organisations
blocks-lead = Your organisation wants nothing to do with these. That holds for your organisation alone.
blocks-none = Your organisation has blocked nobody. You can block where somebody asks to follow, or says something about your entries.
turning-away = Block the organisation
turning-away-means-in = It can no longer follow you or say anything about your entries. What connects you ends both ways.
turning-away-means-found = Your people no longer see its entries when they have signed in, and what it wrote below your entries nobody sees any more.
turning-away-means-others = Other organisations on this node are not concerned. You can take the block back; connecting then has to be asked for anew.
done-turned-away = The organisation is blocked.
done-let-back = The block is taken back.
operator-letters = This came in and could not be applied
operator-letters-lead = These letters from other nodes were in order, but the database could not take them in. Once the cause is removed, “Try again” helps. Discarding means that the letter is gone.
done-letter-applied = The letter has been applied.
