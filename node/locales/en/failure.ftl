# When something cannot be done.
failure-not-found = This is not here
failure-gone = This is no longer here
failure-later = Not just now
failure-ours = That was our fault
failure-refused = That does not work
failure-onward = Perhaps the search finds what you need.
failure-home = To the start page
