# Recommendations, and "with us too".
marks = Recommended by
marks-none = Nobody has recommended this entry yet.
marks-unnamed = { $number ->
    [one] One account from elsewhere recommends it too.
   *[other] { $shown } accounts from elsewhere recommend it too.
}
with-us-too = With us too
with-us-too-unnamed = { $number ->
    [one] One account from elsewhere says so too.
   *[other] { $shown } accounts from elsewhere say so too.
}
with-us-too-take-back = Not with us after all
marking-recommend = Recommend
marking-change = Change the recommendation
marking-take-back = Take the recommendation back
marking-reason = Why do you recommend it?
marking-reason-hint = One sentence will do. It stands beside the entry and reaches everyone who is connected with you.
marking-reason-example = Three towns of the county have worked well with it for a year.
organisation-recommends = What this organisation recommends
start-recommended = Recommended by us
recommended-because = Why:
letter-recommendation = Your recommendation
letter-with-us-too = Your “with us too”
done-recommended = Recommended. Everyone who is connected with you will hear of it.
done-with-us-too = Thank you. Whoever wrote this can now see that it is so with you too.
done-taken-back = Taken back.
marks-recommended-by = { $number ->
    [one] recommended once
   *[other] recommended by { $shown }
}
with-us-too-said-by = { $number ->
    [one] “with us too” once
   *[other] “with us too” { $shown } times
}
