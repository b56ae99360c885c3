# My area.
my-area-notices = For you
my-area-notices-none = Nothing new. Questions and answers about your entries appear here.
my-area-new = { $number ->
    [one] one new
   *[other] { $shown } new
}
my-area-about = about
my-area-seen = Seen
my-area-all-seen = All seen
my-area-drafts = Begun
my-area-all-drafts = All drafts
my-area-questions = My questions
my-area-questions-none = You have not asked anybody yet. There is room for it below each entry.
my-area-answers = { $number ->
    [0] no answer yet
    [one] one answer
   *[other] { $shown } answers
}
my-area-links = Onward
my-area-kept = { $number ->
    [0] Nothing kept yet
    [one] One entry
   *[other] { $shown } entries
}
my-area-kept-hint = Prints as “State of affairs in other municipalities”.
my-area-for = You write for
my-area-organisation = Organisation
my-area-turn = Change
my-area-held = { $number ->
    [one] One contribution waits for a decision.
   *[other] { $shown } contributions wait for a decision.
}
