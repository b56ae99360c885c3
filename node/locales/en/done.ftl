# What was just done.
done-saved = Saved.
done-set-up = Your node is set up. Good to have you with us.
done-asked = Asked. Now a person there decides.
done-founded = The organisation has been founded.
done-removed = Removed.
done-told = Thank you. Your report has arrived.
done-settled = Noted as settled.
