# The people of an organisation, as they are administered.
administration-people = People
people-lead = These people read, write, approve or administer for your organisation.
people-disabled = disabled
people-seen-lately = Signed in within the last 30 days
people-seen-long-ago = Not signed in for more than 30 days
people-seen-never = Never signed in
people-invited = Invited
people-take-back = Take back

invite = Invite somebody
invite-lead = The invitation stands for 14 days. Whoever accepts it chooses name and password.
invite-mail = Mail address
invite-mail-example = kim.muster@auenstadt.de
invite-role = What shall this person do?
invite-role-hint = Each role may also do what stands before it.
invite-office = Office
invite-office-hint = Stands under questions and answers instead of a name.
invite-office-example = Stabsstelle Digitales
invite-message = A personal word
invite-handing = How does the invitation get there?
invite-by-mail = Send it by mail
invite-by-hand = Show me the link, I will pass it on
invite-button = Invite

handed-invitation = Link of the invitation for { $mail }. It is valid for 14 days.
handed-link = Link to sign in for { $name }. It is valid for one day.
handed-once = Please copy it now and pass it on: it is shown this once, and whoever has it gets in with it.

member-role = Role
member-role-hint = Each role may also do what stands before it. When the role changes, this person signs in anew.
member-office = Office
member-office-hint = Stands under questions and answers instead of a name.
person-link = Link to sign in
person-link-lead = For somebody who cannot get in any more. A new link replaces the older ones.
person-link-by-mail = Send it by mail
person-link-by-hand = Show the link
person-link-not-here = This cannot be done here at present: the person is disabled, or does not belong to your organisation alone. Those who run the node can give them a link.
person-disable = Disable
person-disable-lead = The person is signed out everywhere and cannot get in until you let them in again.
person-disable-button = Disable
person-enable = Let in again
person-enable-lead = The person can then sign in as before.
person-enable-button = Let in again
person-dismiss = Remove from the organisation
person-dismiss-lead = The person no longer writes for your organisation and is signed out. What they wrote stays. Only they themselves can delete their account.
person-dismiss-button = Remove
