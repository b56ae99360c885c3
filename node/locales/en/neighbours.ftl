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
neighbour-walk = The entries of { $host } cannot be compared at present. Next try { $next }.
neighbour-blocked = Blocked { $since }. Nothing is accepted from there, and nothing is sent there.
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
letter-answer = Your answer to a request from there
