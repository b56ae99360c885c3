# Writing, drafts, preview, approval, versions.
write-lead = Two sentences are enough to begin with. We ask for the rest little by little, and nothing of it is compulsory.
write-for = For which organisation do you write?
write-begin = Begin
write-about = Your entry belongs to
write-about-lesson = What have you learned from it? That often helps others most.
write-no-choice = not stated
write-kind-project = Project or solution
write-kind-project-hint = Something you do, have done or would like to do. An idea is welcome.
write-kind-lesson = Lesson
write-kind-lesson-hint = What you have learned, with advice for others. Also if it went wrong.
write-kind-call = We seek, we offer
write-kind-call-hint = Partners, joint procurement, documents, a visit or a question to all.
drafts = Drafts
drafts-none = Nothing is being written just now.
draft-untitled = No title yet
draft-updated = changed on
draft-by = by
draft-for = For
somebody = somebody else
draft-state-writing = being written
draft-state-submitted = waits for approval
draft-state-returned = returned
draft-state-approved = approved
draft-waits-for-you = waits for your approval
draft-write-project = Describe a project
draft-write-lesson = Write down a lesson
draft-write-call = Seek or offer
draft-write-adoption = State a use
draft-write-comment = Write a comment
draft-correct-project = Correct a project
draft-correct-lesson = Correct a lesson
draft-correct-call = Correct a cooperation
draft-correct-adoption = Correct a use
draft-correct-comment = Correct a comment
draft-submitted = This draft waits for approval. If you write on, you take the request back and make it again afterwards.
draft-look = Look at it and approve
draft-returned = Returned with the request:
draft-answered = answered
draft-answered-of = of { $shown } answered
draft-complete = All that matters has been said. Thank you!
draft-helps = What would help most:
draft-helps-hint = Nothing of it is compulsory.
draft-publish = Publish
draft-save = Save draft
draft-preview = Preview
draft-submit = Give for approval
draft-submit-hint = In your organisation somebody else looks at it before it is published.
draft-discard = Discard draft
draft-discard-lead = The draft is deleted and cannot be restored.
draft-discard-stays = The published entry stays as it is.
draft-back = Back to the draft
draft-clash = Two people wrote here at once
draft-clash-lead = Nothing is lost: both texts stand side by side. Please choose for each which one stays. Yours stands in the form below, where you can still change it.
draft-clash-theirs = saved meanwhile
draft-clash-mine = your text
draft-clash-published = in the published entry
preview = Preview
preview-lead = This is how the entry will look. Nobody outside your organisation sees it yet.
preview-problems = Before it is published:
preview-changes = { $number ->
    [one] One answer is different from before
   *[other] { $shown } answers are different from before
}
preview-back = Write on
approval-lead = You are asked to approve this draft. With your approval it is published.
approval-approve = Approve and publish
approval-return = Return
approval-note = Or: what should still be changed?
approval-note-hint = Everybody who writes the draft reads this.
approval-note-example = Please agree on the sum with the treasury first.
approval-approved = Approved
approval-approved-lead = Thank you! The entry is published. You can close this window.
approval-returned = Returned
approval-returned-lead = Thank you! Your note now stands beside the draft. You can close this window.
approval-look = To the entry
approval-mail-subject = Please approve: { $title }
approval-mail-text =
    Dear { $name },

    { $writer } would like to publish something for { $organisation }:

    { $title }

    Please have a look at it. With this link you can approve it or return it with a note, without signing in:

    { $link }

    The link is for you alone, for 14 days and for this one answer. Please do not pass it on.
withdraw = Withdraw entry
withdraw-button = Withdraw
withdraw-back = Rather not
withdraw-public = The entry disappears from the search and from all pages. Its address will say that it was withdrawn; questions and answers below it can no longer be seen.
withdraw-circles = The entry disappears for all to whom it is addressed; their nodes delete it. Questions and answers below it can no longer be seen.
withdraw-own = The entry disappears for everybody in your organisation. Nobody outside could read it.
withdraw-holders = { $number ->
    [0] No other server has received it so far.
    [one] One other server has received it. It is asked to delete it, and Tempomacher does so. That does not bring back what somebody has stored or printed.
   *[other] { $shown } other servers have received it. They are asked to delete it, and Tempomacher does so. That does not bring back what somebody has stored or printed.
}
withdraw-for-good = This cannot be undone: its earlier versions can no longer be seen here either.
withdraw-instead = Is something only wrong or out of date? Then correcting the entry, or marking a project as ended, helps others more.
versions = Versions
versions-first = This is how it was published first.
versions-confirmed = Confirmed: still true.
versions-same = Nothing in the text was changed.
versions-older = Older versions
script-saved = Saved at #
script-saving = Saving …
script-left = # characters left
script-offline = No connection. What you write stays on this device and is saved as soon as it can be.
script-overtaken = Somebody else has saved meanwhile. Press “Save draft”: both texts will then stand side by side, and nothing is lost.
script-signed-out = You have been signed out. Press “Save draft” and sign in: what you have written is not lost.
script-found = On this device there is text for this draft that could not be saved.
script-take = Use this text
script-drop = Delete this text
draft-entry = To the published entry
