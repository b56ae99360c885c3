# Organisations.
organisation-from = This organisation is at home on
organisation-about = About the organisation
organisation-population = Inhabitants
organisation-size = size class
organisation-website = Website
organisation-follow = How to follow it
organisation-entries = { $number ->
    [0] No entry yet
    [one] One entry
   *[other] { $shown } entries
}
organisation-all = All entries
organisations-lead = { $number ->
    [one] One organisation whose entries can be found here.
   *[other] { $shown } organisations whose entries can be found here.
}
organisations-everywhere = Across states or not stated
organisations-none = No organisation has been entered yet.
