# Saved searches: in the own area, as a feed, and what a mail tells of them.
saved = My searches
saved-keep = Save this search
saved-lead = A saved search stands in “My area” and has a feed of its own. Only you see it.
saved-searched = Searched for: { $words }
saved-name = Name
saved-name-example = Allocating day-care places
saved-digest = How often should a mail tell what is new?
saved-digest-hint = Early in the morning, in one mail for all your searches, and only when there is something new.
saved-save = Save
saved-change = Change
saved-none = No search saved yet. Above the hits of every search you find “Save this search”.
saved-edit = Change
saved-mailed = Mail: { $digest }
saved-unreadable = This search can no longer be read. Please search again and save it.
saved-results = Show the hits
saved-feed = Feed
saved-feed-hint = For feed readers, which cannot sign in. The feed shows only what everybody may read. Whoever knows its address sees what you search for, so pass it on only if you want that.
saved-feed-address = Address of the feed
saved-turn = Give it a new address
saved-turn-hint = With a new address, the present one ends.
saved-remove = Remove this search
silence = End mails about saved searches
silence-lead = Your saved searches stay. Only the mails about them end.
silence-button = No more mails
silence-done = No more mails will come
silence-done-lead = You still find your searches in “My area”. There you can also turn the mails on again.
digest-subject = { $number ->
    [one] New to your searches: one entry
   *[other] New to your searches: { $shown } entries
}
digest-hello =
    Hello { $name },

    there is something new to your saved searches.
digest-new = New
digest-changed = Changed
digest-more = { $number ->
    [one] … and one more entry:
   *[other] … and { $shown } more entries:
}
digest-left = { $number ->
    [one] There is something new to one more search. You find it in “My area”.
   *[other] There is something new to { $shown } more searches. You find them in “My area”.
}
digest-end =
    How often this mail comes you decide in “My area”:
    { $desk }

    No more mails like this one?
    { $end }
