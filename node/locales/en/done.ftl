# What was just done.
done-saved = Saved.
done-published = Published.
done-submitted = Given for approval. Whoever can approve it has it before them now.
done-submitted-to-nobody = Given for approval. At present, though, nobody can approve it but those who helped write it. Whoever administers your organisation can give somebody the role “approves” or switch approval off.
done-approved = Approved and published.
done-returned = Returned. Your note stands beside the draft.
done-discarded = The draft is discarded.
done-withdrawn = The entry is withdrawn. Everybody who received it will be told.
done-confirmed = Confirmed: still true. Thank you!
done-adopted = Thank you. Others can now see how far you have come with it.
done-comment-question = Your question is here now. When somebody answers, you see it in “My area”.
done-comment-answer = Your answer is here now.
done-comment-note = Your note is here now.
done-progress = The progress is recorded.
done-bookmark-kept = Kept in mind.
done-bookmark-forgotten = No longer on your reading list.
done-seen = Noted as seen.

# Account and people.
done-link-asked = If there is an account for this mail address, a mail with a link is on its way now. It is valid for one hour.
done-registration-asked = A mail with a link is on its way. It is valid for one day.
done-came-by-link = You are signed in. For one hour you can set a new password without giving the old one.
done-came-without-password = You are signed in.
done-password-needed = You are signed in. Please set a password now.
done-mailbox-proven = You are signed in, and your mail address is now confirmed. To be safe, the password of before is no longer valid: please set a new one.
done-password-changed = The new password is valid. All other devices are signed out.
done-session-ended = Signed out.
done-left = You have left the organisation.
done-erased = Your account is deleted. Thank you for having been here.
done-invited = The invitation is on its way.
done-invitation-taken-back = The invitation is no longer valid.
done-role-changed = Saved.
done-person-removed = The person no longer belongs to your organisation.
done-person-disabled = The person is disabled and signed out everywhere.
done-person-enabled = The person can sign in again.
done-link-mailed = A mail with a link is on its way. It is valid for one hour.
