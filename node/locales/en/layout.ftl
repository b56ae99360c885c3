# What stands on every page.
site = Tempomacher
skip = Skip to content
navigation = Main navigation
search = Search
cooperation = Cooperation
organisations = Organisations
organisation = Organisation
other-language = Deutsch
foot-legal = Legal
foot-barrier = Report a barrier
foot-website = Website:
foot-source = Source code
foot-open = Everything here is public and can be read without signing in.
foot-quiet = This site counts nobody and loads nothing from elsewhere.
foot-free = Tempomacher is free software (AGPL-3.0).
ask-label = What have other municipalities tried?
ask-example = for example Terminvergabe
ask-button = Search
relief = No longer needed:
until = until
unknown = unknown
entries = { $number ->
    [one] one entry
   *[other] { $shown } entries
}
