# Cooperation.
cooperation-lead = It is easier together: who is looking for partners, and who has something to give.
cooperation-seek = We seek
cooperation-seek-none = Nobody is seeking anything at present.
cooperation-offer = We offer
cooperation-offer-none = Nobody is offering anything at present.
cooperation-settled = Solved or closed
cooperation-wanted = Wanted:
cooperation-result = Result:
