# The start page.
start-lead = What municipalities have learned about digitalisation: projects, lessons, and who is looking for partners.
start-entries = { $number ->
    [0] No entry yet
    [one] One entry
   *[other] { $shown } entries
}
start-organisations = { $number ->
    [0] {""}
    [one] from one organisation.
   *[other] from { $shown } organisations.
}
start-ours = What we have published
start-new = New projects
start-new-none = No project has been entered yet.
start-new-all = All projects
start-sought = Sought and offered
start-sought-none = Nobody is looking for partners at present.
start-sought-all = All cooperation
start-learned = Recently learned
start-learned-none = No lesson has been entered yet.
start-learned-all = All lessons
start-fields = By field of action
