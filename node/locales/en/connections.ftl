# Connections: who asks, who reads, where we read.
connections-lead = Whoever reads with you gets your public entries. Where you read, your people find the entries in their own search.
connections-all = All connections
connections-requests = Requests
connections-requests-none = No request waits at present.
connections-accept = Accept
connections-accept-means = What you have published and will publish goes there and can be found there. Drafts and what is internal stay here.
connections-decline = Decline
connections-decline-means = Nothing goes there from here, and they are told so. They may ask again later.
connections-message = Message:
connections-waits = Has waited
connections-entries = Found here already:
connections-more = Show more
connections-readers = Who reads with us
connections-readers-none = Nobody reads with you yet.
connections-here = On the same node: what is new is there at once.
connections-known = Entries known there: { $said }.
connections-known-none = No entry is there yet.
connections-on-their-way = { $number ->
    [one] One message is on its way.
   *[other] { $shown } messages are on their way.
}
connections-followings = Where we read
connections-followings-none = You do not read anywhere yet.
party-kind = Who this is
party-population = { $said } inhabitants
party-address = Address
party-here = on the same node
party-other-software = Not Tempomacher but other software
asking = Ask for a new connection
asking-lead = You ask to read there. A person there decides.
asking-address = Address of the organisation
asking-address-hint = It stands on the organisation’s page under “How to follow it”. The address of its start page at Tempomacher will do as well.
asking-address-example = birkenried@tempomacher.birkenried.de
asking-message = Message to the people there
asking-message-hint = Who you are and why you would like to read. May be left empty.
asking-look = See who that is
connection-preview = Is this the right organisation?
connection-preview-somebody-else = Somebody else answers at this address by now. Please have another look.
connection-preview-other-software = Other software runs there. Only what is published from now on arrives, mostly in less detail.
connection-preview-message = Your message:
connection-preview-means = With the request the organisation learns your name and your message. If it accepts, its public entries come to you.
connection-preview-ask = Send the request
connection-preview-change = Change it
ending = End the connection
ending-short = End
ending-reader-means = What is new with you no longer goes there. What is there already stays; when it is corrected or withdrawn here, they go on hearing of it. They may ask again.
ending-following-means = What is new there no longer comes to you. What is here already can still be found. You may ask again later.
