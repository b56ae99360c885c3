# Several entries side by side.
comparison = Comparison
comparison-question = Question
comparison-too-few = It takes at least two entries to compare. Tick them in the list of hits.
comparison-choose = To the search
comparison-absent = { $number ->
    [one] One entry is not there (any more) or not meant for you.
   *[other] { $shown } entries are not there (any more) or not meant for you.
}
comparison-beyond = There is no room for more than six entries side by side. Here are the first six.
comparison-without = take out
comparison-unsaid = not stated
comparison-status = Status
comparison-inhabitants = Inhabitants
comparison-per-inhabitant = Cost per head
comparison-systems = Software and technology
comparison-relief = What falls away
comparison-wrong = What went wrong
comparison-advice = What is recommended
comparison-users = Who uses it
comparison-used-by = { $number ->
    [one] one organisation
   *[other] { $shown } organisations
}
comparison-fine = The cost per head is worked out from what the entry states and the organisation's number of inhabitants.
comparison-pick = compare
comparison-show = Compare those ticked
comparison-hint = Tick two to six entries.
