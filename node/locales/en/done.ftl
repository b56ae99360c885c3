# What was just done.
done-saved = Saved.
