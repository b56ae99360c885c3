# How it stands with other hosts.
neighbour-well = All is well.
neighbour-new = There has been no contact yet.
neighbour-waiting = { $number ->
    [one] Can be reached. One message is on its way.
   *[other] Can be reached. { $shown } messages are on their way.
}
neighbour-parked = { $number ->
    [one] One message was not accepted there.
   *[other] { $shown } messages were not accepted there.
}
neighbour-failing = The host { $host } has not answered { $since }. Next try { $next }.
neighbour-busy = The host { $host } asks for patience. Next try { $next }.
neighbour-silent = The host { $host } has not answered { $since }. It is no longer called by itself; as soon as something comes from there, things go on.
neighbour-silent-read = The host { $host } has not answered { $since }. Nothing is sent there any more; it is looked for once a day, and as soon as it answers, things go on.
neighbour-mute = The host { $host } has been silent { $since }. What is public there stays here. If it is silent for 180 days, what was meant for a circle only is deleted.
neighbour-walk = The entries of { $host } cannot be compared at present. Next try { $next }.
neighbour-blocked = Blocked { $ago }. Nothing is accepted from there, and nothing is sent there.
relation-read = You read there.
relation-asked = Your request waits there for an answer.
relation-readers = Somebody there reads what you publish.
relation-none = At present there is no connection.
following-asked = Asked { $ago }. No answer yet.
following-declined = Declined { $ago }.
following-ended = Ended { $ago }.
following-here = On the same node: what is new is there at once.
following-blocked = The host is blocked; nothing comes from there.
following-first = The entries are being fetched for the first time.
following-well = Compared { $ago }, next { $next }.
following-trouble = Comparing does not succeed at present. Next try { $next }.
trouble-turned-away = The other host turns us away ({ $said }).
trouble-unknown = The other host does not know this address ({ $said }).
trouble-busy = The other host is overloaded and asks for patience ({ $said }).
trouble-gone = This address no longer exists there ({ $said }).
trouble-too-large = The message was too large for the other host ({ $said }).
trouble-refused = The other host does not accept the message ({ $said }).
trouble-broken = The other host has trouble of its own ({ $said }).
trouble-odd = The other host does not answer as expected ({ $said }).
trouble-told = Reported: { $said }.
letter-entry = Entry
letter-actor = What is known of your organisation
letter-request = Your request to read there
letter-join = Your request to be put on the list there
letter-answer = Your answer to a request from there
letter-circle = A message about one of your circles
letter-circle-answer = Your answer to a circle
neighbours-lead = The hosts you have to do with: whether they can be reached and what waits for them. What does not arrive is tried again by itself, at growing intervals.
neighbours-none = You have nothing to do with any other host yet.
neighbours-last-success = Last arrived there
neighbours-last-heard = Last heard from there
neighbours-walked = Last compared
neighbours-backlog = Messages waiting
neighbours-parked-heading = This was not accepted there
neighbours-more-parked = { $number ->
    [one] and one more
   *[other] and { $shown } more
}
neighbours-try = Try now
neighbours-again = Try again
neighbours-discard = Discard
neighbours-discard-means = Discarding means that it is no longer tried. When you change the entry later, the new version goes there again.
neighbours-pages = More hosts
neighbours-before = Previous page
neighbours-after = Next page
blocking = Block the host
blocking-means-in = Nothing is accepted from this host any more: no requests, no entries, no comments.
blocking-means-out = Nothing goes there any more.
blocking-means-found = What is here from there already is no longer found and no longer shown.
blocking-means-back = The block can be taken back; then all is as before.
blocking-shared = A block is against abuse. It holds for the whole node, and so for every organisation that lives on it.
unblocking = Take the block back
unblocking-means = Requests and entries from this host arrive again, and what is here from there already is found again. Connections from before the block still stand.
