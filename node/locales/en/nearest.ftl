# What helps when nothing, or too much, is found.
like = Municipalities like this one
like-only = Only municipalities like { $name }
like-first = Municipalities like { $name } first
experience = Who has experience with it
experience-entries = { $number ->
    [one] one hit from there
   *[other] { $shown } hits from there
}
nearest-without-filters = Without your filters there is this:
nearest-plain = With the words alone there is this:
nearest-all = Show all of it
ask-all = Ask everybody: “We seek”
ask-all-why = Perhaps somebody knows who has not written about it yet. Your question goes to all who are connected with you; you can still change it before.
ask-all-sign-in = Sign in and ask everybody
search-meant = Did you mean
matched-synonym = found by: { $found } (instead of { $asked })
matched-within = found by: { $found } (contains { $asked })
matched-part-of = found by: { $found } (part of { $asked })
matched-part = found by: { $found } (related to { $asked })
matched-spelling = found by: { $found } (spelled otherwise than { $asked })
