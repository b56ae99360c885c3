//! What somebody thinks should not be shown as it is, and what was decided about it.

codes! {
    /// Why something was reported.
    pub enum ReportReason as reason {
        Illegal = "illegal", "Rechtswidrig", "Against the law";
        PersonalData = "personal-data", "Personenbezogene Daten", "Personal data";
        Copyright = "copyright", "Urheberrecht", "Copyright";
        Misleading = "misleading", "Falsch oder irreführend", "Wrong or misleading";
        Other = "other", "Sonstiges", "Something else";
    }
}

codes! {
    /// What was decided about a report.
    pub enum Decision as decision {
        Hidden = "hidden", "Hier nicht mehr gezeigt", "No longer shown here";
        Remedied = "remedied", "Der Inhalt wurde geändert", "The content was changed";
        Declined = "declined", "Der Inhalt bleibt", "The content stays";
        TakenBack = "taken-back", "Der Hinweis wurde zurückgenommen", "The report was taken back";
    }
}
