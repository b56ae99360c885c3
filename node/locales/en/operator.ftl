# Running the node.
operator = Running the node
operator-overview = Overview
operator-lead = Here you see who lives on this node and whether the machine is well. Drafts, and entries for an organisation alone, you do not see.
operator-set-up-open = The set-up has not been finished yet.
operator-set-up-onward = Go on with it
operator-organisations = Organisations
operator-organisation = Organisation
operator-host = Host name
operator-people = People
operator-entries = Public entries
operator-found = Found an organisation
operator-found-lead = Each organisation has a host name of its own that leads to this node, and is administered by its own people.
entrust = Who administers the organisation?
entrust-lead = Nobody does yet. Invite the first person: they set up all the rest and invite the others. From then on the organisation is in their hands.
entrust-invited = Invited already:
entrust-mail = Mail address of the first person
entrust-mail-example = kim.muster@birkenried.de
entrust-handing = How does the invitation get there?
entrust-button = Invite
operator-machine = Machine
operator-version = Version
operator-database = Database
operator-database-sqlite = SQLite file
operator-database-postgres = PostgreSQL
operator-index = Search index
operator-index-behind = { $number ->
    [0] up to date with the database
    [one] one change behind; it catches up by itself
   *[other] { $shown } changes behind; it catches up by itself
}
operator-waiting = Letters that wait
operator-parked = Letters that were given up
operator-mail = Mail
operator-mail-on = a mail server is configured
operator-mail-off = no mail server is configured; links are shown
operator-backup = Backup
operator-backup-how = Whether backups are made cannot be seen from here. Back up the database and, in another place, the file node.key.
operator-no-source = The foot of the pages has no link to the source. If you have changed the software, set it as source.url in the configuration.
operator-outside = How the node looks from outside
operator-mail-to = A test goes to:
operator-mail-button = Send a test
operator-mail-none = No mail server is configured. That is all right: invitations and links to sign in are then shown, and you pass them on yourself.
operator-mail-how = If you would like to send mail, put for example this into the configuration and restart the service:
operator-peers = Other nodes
operator-peers-lead = Your node exchanges entries with these.
operator-peers-none = Your node is not connected with any other yet.
operator-peers-more = The others are listed by the command
operator-peers-block = To take nothing more from a node:
operator-peer-waiting = { $number ->
    [0] Nothing waits.
    [one] One letter waits.
   *[other] { $shown } letters wait.
}
operator-peer-parked = { $number ->
    [one] One was given up.
   *[other] { $shown } were given up.
}
operator-peer-failing = Since { $day } nothing has come through. We keep trying at growing intervals.
operator-peer-dialect = Signature of letters to it:
operator-peer-said = The last word was:
operator-stance-unknown = We follow nobody there, and nobody there follows us.
operator-stance-asked = We have asked there and wait for an answer.
operator-stance-member = What is published there comes to us.
operator-stance-reader = What we publish is read there.
operator-stance-blocked = We take nothing from there.
operator-ready = What can be found here
ready-nothing = No entry can be found here yet.
ready-entries = { $number ->
    [one] One entry can be found here,
   *[other] { $shown } entries can be found here,
}
ready-organisations = { $number ->
    [one] of one organisation.
   *[other] of { $shown } organisations.
}
ready-grows = There will be more as soon as the organisations accept that you would like to follow. This page always shows how it stands now.
ready-next = What you can do now
ready-write = Write the first entry
ready-write-why = A title and two sentences are enough to begin with.
ready-administration = Administer the organisation
ready-administration-why = Invite colleagues, fill in legal notice and privacy, choose colour and logo.
ready-operator = Run the node
ready-operator-why = Found more organisations, look at other nodes, try mail.
