# Was Fremde zu eigenen Einträgen sagten.
incoming-lead = Organisationen, mit denen Sie nicht verbunden sind, haben etwas zu Ihren Einträgen gesagt. Gezeigt wird es erst, wenn Sie es annehmen.
incoming-all = Alles im Eingang
incoming-none = Zurzeit wartet nichts auf eine Entscheidung.
incoming-about = Zu Ihrem Eintrag
incoming-whole = Ganz lesen
incoming-show = Zeigen
incoming-show-means = Von jetzt an steht es so unter Ihrem Eintrag, und alle können es lesen und finden.
incoming-decline = Ablehnen
incoming-decline-means = Es wird hier gelöscht und erscheint auch dann nicht, wenn es noch einmal geschickt wird.
