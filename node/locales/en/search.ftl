# Results and filters.
search-heading = Search
search-all = All entries
search-total = { $number ->
    [0] No hit
    [one] One hit
   *[other] { $shown } hits
}
search-took = { $number ->
    [0] in less than a millisecond
    [one] in one millisecond
   *[other] in { $shown } milliseconds
}
search-chosen = Filters in force
search-remove = remove
search-remove-all = Remove all filters
search-filters = Filters
search-hits = Hits
search-more = { $number ->
    [one] One more
   *[other] { $shown } more
}
search-next = More hits
search-none = We found nothing on this
search-end = That was the last hit
search-none-try = This may help:
search-none-fewer = use fewer or more general words
search-none-filters = search without filters
search-none-words = try other words: the name of the service, the procedure or the problem; most entries are in German
search-none-calls = see who is looking for this, or offering something
search-none-keep = save this search and learn when somebody writes about it
facet-kind = Kind
facet-field = Field of action
facet-status = Status
facet-state = State
facet-size = Size class
facet-organisation = Organisation
facet-technology = Technology
facet-licence = Licence
facet-language = Language
facet-year = Year
facet-reuse = Reuse
facet-outcome = Outcome
facet-target = Target group
facet-analogue = Analogue way
size-1 = 1 (400,000 and more)
size-2 = 2 (200,000 and more)
size-3 = 3 (100,000 and more)
size-4 = 4 (50,000 and more)
size-5 = 5 (25,000 and more)
size-6 = 6 (10,000 and more)
size-7 = 7 (below 10,000)
facet-direction = Direction
