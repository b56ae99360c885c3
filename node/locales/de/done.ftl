# Was gerade getan wurde.
done-saved = Gespeichert.
done-set-up = Ihr Knoten ist eingerichtet. Schön, dass Sie dabei sind.
done-asked = Gefragt. Dort entscheidet jetzt ein Mensch.
done-founded = Die Organisation ist angelegt.
done-removed = Entfernt.
done-told = Danke. Ihre Meldung ist angekommen.
done-settled = Als erledigt vermerkt.
