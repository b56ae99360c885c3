# Wenn etwas nicht geht.
failure-not-found = Das gibt es hier nicht
failure-gone = Das gibt es nicht mehr
failure-later = Gerade geht es nicht
failure-ours = Das lag an uns
failure-refused = So geht es nicht
failure-onward = Vielleicht findet die Suche, was Sie brauchen.
failure-home = Zur Startseite
