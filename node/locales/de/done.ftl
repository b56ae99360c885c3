# Was gerade getan wurde.
done-saved = Gespeichert.
