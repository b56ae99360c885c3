//! The pages beside the entries that a law asks for, or that courtesy does.

codes! {
    /// A page whose words an administrator fills in.
    pub enum LegalPage as page {
        Imprint = "imprint", "Impressum", "Legal notice";
        Privacy = "privacy", "Datenschutz", "Privacy";
        Accessibility = "accessibility", "Barrierefreiheit", "Accessibility";
        EasyLanguage = "easy-language", "Leichte Sprache", "Easy language";
    }
}

impl LegalPage {
    /// The word by which it is reached: `/impressum`.
    pub fn path(self) -> &'static str {
        match self {
            Self::Imprint => "impressum",
            Self::Privacy => "datenschutz",
            Self::Accessibility => "barrierefreiheit",
            Self::EasyLanguage => "leichte-sprache",
        }
    }

    /// The page that is reached by this word.
    pub fn by_path(path: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|page| page.path() == path)
    }
}

#[cfg(test)]
mod tests {
    use super::LegalPage;

    #[test]
    fn every_page_is_found_under_its_own_word() {
        for page in LegalPage::ALL {
            assert_eq!(LegalPage::by_path(page.path()), Some(*page));
        }
        assert_eq!(LegalPage::by_path("imprint"), None);
    }
}
