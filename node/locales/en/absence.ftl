# Absence: who is silent for long, and whether both sides hold the same.
following-silent = The host there has been silent { $since }. What is public there stays here; it is looked for once a day.
following-pushed-only = Other software runs there. What is new comes by itself; what it wrote before cannot be read.
following-compares = Both sides did not hold the same. Everything is being compared.
following-differs = Both sides have not held the same { $since }. Comparing goes on.
following-repaired = Comparing { $ago } set right: { $entries }.
surplus-heading = Please decide
surplus-lead = An organisation no longer shows many of its entries and has not said that they are withdrawn. Perhaps that is meant, perhaps something was lost there. If in doubt, please ask there.
surplus-there = { $missing } of { $all } entries that are here from there are no longer shown there.
surplus-take-over = Take over
surplus-take-over-means = They disappear here too. If they are shown there again, they come back.
surplus-keep = Discard
surplus-keep-means = They can still be found here until they are withdrawn there.
