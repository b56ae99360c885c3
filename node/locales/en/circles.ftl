# Circles: closed groups of organisations, and who reads what.
administration-circles = Circles
administration-readers = Who reads it?
circles-lead = In a circle organisations speak among themselves. What you address to a circle reaches only those who belong to it and have accepted its agreement.
circles-all = All circles
circles-invitations = Invitations to us
circles-kept = Circles that we keep
circles-kept-none = You do not keep a circle yet.
circles-joined = Circles to which we belong
circles-joined-none = You do not belong to a circle yet.
circle-new = Found a circle
circle-new-lead = Once it is founded, you invite. Whoever is invited reads the agreement and says yes or no for their own organisation.
circle-found = Found the circle
circle-name = Name
circle-name-example = Auental comparison ring
circle-purpose = What it is for
circle-agreement = Agreement
circle-agreement-hint = What all rely on: what stays confidential, who may read it in the house, what holds after leaving.
circle-members = { $number ->
    [one] One organisation belongs to it.
   *[other] { $shown } organisations belong to it.
}
circle-read-and-answer = please read and answer
circle-agreement-is-new = the agreement is new, please read it
circle-agreement-heading = The agreement
circle-edition = Edition
circle-join-means = With your yes the agreement holds for your organisation. Whoever keeps the circle learns the function in which you accept, and no name.
circle-agree-means = The agreement has been changed. You go on reading what is there; what is new comes once you have accepted the new edition.
circle-accept = Accept
circle-decline = Do not join
circle-office = In which function do you accept?
circle-office-example = Head of central services
circle-who = Who belongs to it
circle-keeps-it = keeps the circle
circle-since = { $how }, since { $day }.
circle-by-office = Accepted by: { $office }.
circle-not-yet-agreed = Has not accepted the new agreement yet.
circle-remove = Let go
circle-leave = Leave the circle
circle-leave-means = After leaving, what others addressed to the circle is gone from here at once. What you wrote yourself stays yours.
circle-invite = Invite
circle-address = Address of the organisation
circle-address-example = birkenried@birkenried.de
circle-reword = Change the circle
circle-reword-means = Another agreement is a new edition: until it accepts, an organisation gets nothing new, and goes on reading what it has.
only-for = only for: { $names }
only-circle-named = circle “{ $name }”
only-connected = those connected with { $name }
write-audience-circle = Circle: { $name }
write-audience-connected = Connected organisations: all who read what we write
circle-connected = Connected organisations
done-circle-invited = The invitation is on its way.
done-circle-removed = Let go. What was addressed to the circle is deleted there; “Who reads it?” says who has confirmed.
done-circle-reworded = Saved. Everybody in the circle is told.
done-circle-joined = Accepted. What is addressed to the circle is on its way to you.
done-circle-declined = Declined. They will be told.
done-circle-left = Left. What others had addressed to the circle has been deleted here.
readers-lead = This is where what you write arrives. What is public everyone reads, without signing in.
readers-none = Nobody else at present.
readers-not-yet = { $name } (new agreement, not accepted yet)
readers-more = { $number ->
    [one] and one more
   *[other] and { $shown } more
}
readers-narrowed = What not all read any more who had it
readers-narrowed-lead = What was withdrawn or given fewer readers after it had been elsewhere. A node confirms that it is deleted there.
readers-narrowed-none = Nothing of that kind.
readers-confirmed = Deleted and confirmed:
readers-waiting = Not confirmed yet:
readers-nothing-to-confirm = Everyone who has it may read it.
readers-nameless = An entry without a title
