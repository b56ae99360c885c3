# The report of themes to an umbrella body.
administration-themes = Report of themes
themes-lead = What was searched for on your pages without a hit, in words of a fixed list. Nothing is sent by itself: you see the report of last month and decide whether an umbrella body gets it. What anybody typed is not in it.
themes-preview = Report for
themes-preview-none = There is nothing to report for this month.
themes-theme = Theme
themes-times = Searches without a hit
themes-by = Organisations
themes-send-lead = Exactly this table is sent, with the name of your organisation. The umbrella body sees it together with others, and only once at least five organisations have named the same theme.
themes-to = To which umbrella body?
themes-send = Send report
themes-nobody = You follow no umbrella body to which you could report this.
themes-sent = Sent
themes-told = Reported by others
themes-told-lead = What at least five organisations lack. Who reported what is not shown.
themes-told-none = Nobody has reported yet.
themes-too-few = Fewer than five organisations have named the same theme so far.
themes-organisations = { $number ->
    [one] One organisation has reported.
   *[other] { $shown } organisations have reported.
}
letter-themes = Report of themes
done-themes-sent = The report is on its way.
