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
start-back = Welcome back
start-first = Good to have you here. At your next visit you see here what is new.
start-since = { $number ->
    [0] Nothing new since your last visit on
    [one] One new entry since your last visit on
   *[other] { $shown } new entries since your last visit on
}
start-since-all = Everything, newest first
start-open = Your open questions
