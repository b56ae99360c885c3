# Was nicht gefunden wurde.
operator-misses = Nicht gefunden
misses-lead = Wonach auf diesem Knoten gesucht wurde, ohne dass es einen Treffer gab. Gezählt werden Wörter und Tage, ein Jahr lang; wer gesucht hat, steht nirgends. Adressen, lange Nummern und ganze Sätze werden nicht festgehalten.
misses-none = Bisher wurde alles gefunden.
misses-caption = Suchen ohne Treffer
misses-words = Gesucht
misses-times = Wie oft
misses-last = Zuletzt
