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
