# What was just done.
done-saved = Saved.

# Account and people.
done-link-asked = If there is an account for this mail address, a mail with a link is on its way now. It is valid for one hour.
done-registration-asked = A mail with a link is on its way. It is valid for one day.
done-came-by-link = You are signed in. For one hour you can set a new password without giving the old one.
done-came-without-password = You are signed in.
done-password-needed = You are signed in. Please set a password now.
done-mailbox-proven = You are signed in, and your mail address is now confirmed. To be safe, the password of before is no longer valid: please set a new one.
done-password-changed = The new password is valid. All other devices are signed out.
done-session-ended = Signed out.
done-left = You have left the organisation.
done-erased = Your account is deleted. Thank you for having been here.
done-invited = The invitation is on its way.
done-invitation-taken-back = The invitation is no longer valid.
done-role-changed = Saved.
done-person-removed = The person no longer belongs to your organisation.
done-person-disabled = The person is disabled and signed out everywhere.
done-person-enabled = The person can sign in again.
done-link-mailed = A mail with a link is on its way. It is valid for one hour.
