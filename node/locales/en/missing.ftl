# What an organisation still lacks.
missing = { $number ->
    [one] One thing is still missing
   *[other] { $shown } things are still missing
}
missing-nothing = Everything is here.
missing-there = Already here
missing-barriers = No report of a barrier is open
missing-barriers-why = Somebody has reported a barrier and may be waiting for an answer.
missing-imprint = Legal notice
missing-imprint-why = Public pages need one.
missing-privacy = Privacy
missing-privacy-why = What the software stores already stands in the draft. What only you know is missing.
missing-accessibility = Accessibility statement
missing-accessibility-why = Public bodies have to publish one. A draft is ready.
missing-contact = Contact
missing-contact-why = Others would like to ask. An office and its mail address are enough.
missing-second-person = A second person
missing-second-person-why = So that somebody can go on when you are away.
missing-first-follow = The first connected organisation
missing-first-follow-why = The entries of those you follow are found by your search.
missing-first-entry = The first entry
missing-first-entry-why = A title and two sentences are enough to begin with.
missing-position = Position
missing-position-why = Other municipalities nearby are found by it. May be left open.
missing-look = Logo
missing-look-why = So that people see with whom they are. May be left out.
missing-backup = Backup
missing-backup-why = Whether backups are made cannot be seen from here. Ask whoever runs this node: the database and, in another place, the file node.key must be backed up.
