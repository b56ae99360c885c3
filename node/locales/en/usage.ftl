# Who uses a service or a software.
usage = Who uses what?
usage-of = Who uses { $name }?
usage-lead = What several towns name stands here together, however each of them spells it.
usage-was = Service or software
usage-ask = Look it up
usage-none = Nobody has written anything about it yet.
usage-users = In use at
usage-projects = Projects with it
