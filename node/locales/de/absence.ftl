# Abwesenheit: wer lange schweigt, und ob beide Seiten dasselbe haben.
following-silent = Der Rechner dort schweigt { $since }. Was von dort öffentlich ist, bleibt hier; einmal am Tag wird nachgesehen.
following-pushed-only = Dort läuft ein anderes Programm. Neues kommt von selbst; was es früher schrieb, lässt sich nicht nachlesen.
following-compares = Beide Seiten hatten nicht dasselbe. Gerade wird alles verglichen.
following-differs = Beide Seiten haben { $since } nicht dasselbe. Es wird weiter verglichen.
following-repaired = Beim Vergleich { $ago } wurde berichtigt: { $entries }.
surplus-heading = Bitte entscheiden
surplus-lead = Eine Organisation zeigt viele ihrer Einträge nicht mehr, ohne gesagt zu haben, dass sie zurückgezogen sind. Vielleicht ist das gewollt, vielleicht ging dort etwas verloren. Fragen Sie im Zweifel dort nach.
surplus-there = { $missing } von { $all } Einträgen, die von dort hier sind, werden dort nicht mehr gezeigt.
surplus-take-over = Übernehmen
surplus-take-over-means = Sie verschwinden auch hier. Werden sie dort wieder gezeigt, kommen sie wieder.
surplus-keep = Verwerfen
surplus-keep-means = Sie bleiben hier zu finden, bis sie dort zurückgezogen werden.
