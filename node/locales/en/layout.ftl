# What stands on every page.
site = Tempomacher
skip = Skip to content
navigation = Main navigation
search = Search
cooperation = Cooperation
organisations = Organisations
organisation = Organisation
other-language = Deutsch
foot-open = Everything public here can be read without signing in.
foot-legal = Legal
foot-barrier = Report a barrier
foot-website = Website:
foot-source = Source code
foot-quiet = This site counts nobody and loads nothing from elsewhere.
foot-free = Tempomacher is free software (AGPL-3.0).
ask-label = What have other municipalities tried?
ask-example = for example appointments
ask-button = Search
relief = No longer needed:
until = until
unknown = unknown
entries = { $number ->
    [one] one entry
   *[other] { $shown } entries
}
only-own = visible to your organisation only
only-circles = visible to a circle only
new = new
unseen = { $number ->
    [one] Something new has come for you.
   *[other] { $shown } new things have come for you.
}
page = Page
page-of = of
page-turn = Pages
page-before = Previous page
page-next = Next page
page-start = To the beginning
