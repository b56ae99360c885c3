# Lists: who is a member, and whose lists we read.
members-lead = Here you keep the list of your members. It is public: others can subscribe to it and so follow all of them at once.
members-beginning = To the beginning of the list
members-public = As everybody sees it
members-waiting = Who would like to belong
members-waiting-means = Anybody can take a name, but not a host name. Please look at the address before accepting.
members-says = Says to be:
members-asks = Would like to be on the list.
members-list = Members
members-none = Nobody is on the list yet.
members-unclaimed = without Tempomacher so far
members-looked-for = is looked for at { $said }
members-remove = Take off the list
members-own = How far reading with your members has come
members-follow = Read with all members
members-new = Put somebody on the list
members-new-means = The address alone is enough, or else the municipality key or the name. Who is not here yet gets a place that waits for them.
members-address = Address at Tempomacher
members-address-hint = Short name and host name. Leave it empty if there is none yet.
members-address-example = birkenried@tempomacher.birkenried.de
members-ags = Municipality key (AGS)
members-ags-hint = Name and kind come from the official register.
members-name = Name
members-website = Website
members-website-hint = Whoever runs their node under this address can take the place themselves. About all others you are asked.
members-website-example = www.birkenried.de
members-add = Put on the list
members-of = { $number ->
    [0] Nobody is on the list yet.
    [one] One member
   *[other] { $shown } members
}
members-csv = The list as a table (CSV)
members-join = Belonging, or reading all of them
members-join-means = Whoever uses Tempomacher subscribes to this list in their own administration under “Lists”, so reads with all of them, and can ask there to be taken in. The address for it:
table = Read in a table
table-lead = One organisation on each line: municipality key, name and address. One of the three is enough.
table-means = The address is that at Tempomacher or that of the website. CSV is read as spreadsheets save it. Who is on the list already stays as they are.
table-file = The file
table-button = Read in
table-new = { $number ->
    [0] Nobody new came onto the list.
    [one] One member came onto the list.
   *[other] { $shown } members came onto the list.
}
table-known = { $number ->
    [one] One was on it already.
   *[other] { $shown } were on it already.
}
table-odd = These lines could not be understood
table-line = Line
table-more-odd = { $number ->
    [one] And one more line.
   *[other] And { $shown } more lines.
}
lists-lead = Umbrella bodies, counties and others keep lists of their members. Whoever subscribes to one finds all on it in one place and can follow them at once.
lists-none = No list is subscribed to yet.
lists-new = Subscribe to a list
lists-address = Who keeps the list?
lists-address-hint = The address of the organisation, as for a connection.
lists-address-example = association@tempomacher.association.de
lists-mode = What is to become of those on the list?
lists-mode-propose = Propose them: a person chooses whom we follow
lists-mode-follow = Follow all, also those who join later
lists-subscribe = Subscribe
list-of = List: { $said }
list-first = The list is being read.
list-well = Read { $ago }, and again each day.
list-trouble = The list cannot be read just now. Next try { $next }.
list-progress = How far it is
list-organisations = { $number ->
    [one] One organisation is on the list.
   *[other] { $shown } organisations are on the list.
}
list-to-ask = { $number ->
    [one] One is still to be asked.
   *[other] { $shown } are still to be asked.
}
list-asked = { $number ->
    [one] One has not answered yet.
   *[other] { $shown } have not answered yet.
}
list-accepted = { $number ->
    [one] One has agreed.
   *[other] { $shown } have agreed.
}
list-declined = { $number ->
    [one] One has declined, or the connection has ended.
   *[other] { $shown } have declined, or the connection has ended.
}
list-walked = { $number ->
    [one] All entries of one are here.
   *[other] All entries of { $shown } are here.
}
list-entries = { $number ->
    [one] One entry from the list can be found here.
   *[other] { $shown } entries from the list can be found here.
}
list-without = { $number ->
    [one] One member has no Tempomacher yet.
   *[other] { $shown } members have no Tempomacher yet.
}
list-watch = Watch: load the page again every five seconds
list-watch-no-more = Do not load by itself any more
list-waits = What waits, and why
list-silent = The other host does not answer just now, or is blocked.
list-empty = Nobody is on this list at present.
list-next = Next try
list-all = Follow all
list-all-on = Everybody on the list is asked, also who joins later: a few a minute, so that nobody suffers from requests.
list-all-means = Everybody on the list is asked one after another, also who joins later. There a person decides, or the setting.
list-stop = Do not ask by itself any more
list-proposals = Proposals
list-proposals-none = There is nobody to propose at present.
list-some = Or follow only these
list-some-button = Follow the chosen ones
list-more = { $number ->
    [one] One more proposal stands here as soon as these are decided.
   *[other] { $shown } more proposals stand here as soon as these are decided.
}
list-gone = No longer on the list
list-gone-means = You still read here. Nothing ends by itself.
list-own-member = You are on this list yourself.
list-own-asked = You have asked to be put on the list.
list-join = On the list yourself
list-join-means = Whoever keeps the list learns your name and decides.
list-join-button = Ask to be taken in
list-keeper = Who keeps the list
list-end = End the subscription
list-end-means = Without a subscription the list is no longer read. The connections that exist stay.
