# What was not found.
operator-misses = Not found
misses-lead = What was searched for on this node without a hit. Words and days are counted, for a year; who searched stands nowhere. Addresses, long numbers and whole sentences are not kept.
misses-none = So far everything was found.
misses-caption = Searches without a hit
misses-words = Searched for
misses-times = How often
misses-last = Last
