# What was just done.
done-saved = Saved.
done-asked = The request is on its way. As soon as somebody there has answered, it stands here.
done-request-accepted = Accepted. Your entries are on their way there.
done-request-declined = Declined.
done-connection-ended = The connection has ended.
done-tried = It is being tried now. Load the page again shortly to see what came of it.
done-parked-again = It is being tried again.
done-parked-discarded = Discarded.
done-blocked = The host is blocked.
done-unblocked = The block has been taken back.
done-held-shown = Accepted. It can be seen now.
done-held-declined = Declined and deleted.
