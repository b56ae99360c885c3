# Der Themenbericht an einen Verband.
administration-themes = Themenbericht
themes-lead = Wonach auf Ihren Seiten ohne Treffer gesucht wurde, in Wörtern einer festen Liste. Von selbst wird nichts verschickt: Sie sehen den Bericht des letzten Monats und entscheiden, ob ein Verband ihn bekommt. Was jemand eingetippt hat, steht nicht darin.
themes-preview = Bericht für
themes-preview-none = Für diesen Monat gibt es nichts zu berichten.
themes-theme = Thema
themes-times = Suchen ohne Treffer
themes-by = Organisationen
themes-send-lead = Verschickt wird genau diese Tabelle, mit dem Namen Ihrer Organisation. Der Verband sieht sie zusammen mit anderen, und erst, wenn mindestens fünf Organisationen dasselbe Thema genannt haben.
themes-to = An welchen Verband?
themes-send = Bericht senden
themes-nobody = Sie lesen bei keinem Verband mit, dem Sie das berichten könnten.
themes-sent = Gesendet
themes-told = Von anderen berichtet
themes-told-lead = Was mindestens fünf Organisationen fehlt. Wer was berichtet hat, wird nicht gezeigt.
themes-told-none = Noch hat niemand berichtet.
themes-too-few = Noch haben weniger als fünf Organisationen dasselbe Thema genannt.
themes-organisations = { $number ->
    [one] Eine Organisation hat berichtet.
   *[other] { $shown } Organisationen haben berichtet.
}
letter-themes = Themenbericht
done-themes-sent = Der Bericht ist unterwegs.
