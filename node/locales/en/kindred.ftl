# What is like an entry.
kindred-similar = Similar entries
kindred-same = { $number ->
    [one] One other municipality has the same solution
   *[other] { $shown } other municipalities have the same solution
}
kindred-same-at-least = { $number ->
    [one] At least one other municipality has the same solution
   *[other] At least { $shown } other municipalities have the same solution
}
kindred-who = Who uses
kindred-compare = Compare with those ticked
already = { $number ->
    [one] One municipality has described something like this already:
   *[other] { $shown } municipalities have described something like this already:
}
already-hint = What was learned there may help you. Your entry is welcome all the same.
