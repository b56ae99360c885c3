# What strangers said about entries of ours.
incoming-lead = Organisations with which you are not connected have said something about your entries. It is shown only when you accept it.
incoming-all = All that came in
incoming-none = Nothing waits for a decision at present.
incoming-about = About your entry
incoming-whole = Read it whole
incoming-show = Show
incoming-show-means = From now on it stands below your entry like this, and everybody can read and find it.
incoming-decline = Decline
incoming-decline-means = It is deleted here and does not appear even when it is sent again.
