# Convoys: who plans the same hears of one another.
convoy-said = Fits your plan “{ $own }”.
convoy-contact = Contact: { $contact }
