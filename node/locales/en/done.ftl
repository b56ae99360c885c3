# What was just done.
done-saved = Saved.
done-adopted = Thank you. Others can now see how far you have come with it.
done-comment-question = Your question is here now. When somebody answers, you see it in “My area”.
done-comment-answer = Your answer is here now.
done-comment-note = Your note is here now.
done-progress = The progress is recorded.
done-bookmark-kept = Kept in mind.
done-bookmark-forgotten = No longer on your reading list.
done-seen = Noted as seen.
