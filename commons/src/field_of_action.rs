//! The fields of action of a municipality, of which an entry names up to three.

codes! {
    /// Where in a town's work an entry belongs.
    pub enum FieldOfAction as field_of_action else Other {
        Administration = "administration", "Verwaltung", "Administration";
        CitizenServices = "citizen-services", "Bürgerservice", "Citizen services";
        ParticipationCouncil = "participation-council", "Beteiligung und Rat", "Participation and council";
        ChildrenYouthFamily = "children-youth-family", "Kinder, Jugend, Familie", "Children, youth, family";
        Education = "education", "Bildung", "Education";
        SocialInclusion = "social-inclusion", "Soziales und Teilhabe", "Social affairs and inclusion";
        Togetherness = "togetherness", "Zusammenleben", "Living together";
        HealthCare = "health-care", "Gesundheit und Pflege", "Health and care";
        CultureSportVolunteering = "culture-sport-volunteering", "Kultur, Sport, Ehrenamt", "Culture, sport, volunteering";
        SmartCityInfrastructure = "smart-city-infrastructure", "Smart City und Infrastruktur", "Smart city and infrastructure";
        ItNetworks = "it-networks", "IT und Netze", "IT and networks";
        InformationSecurity = "information-security", "Informationssicherheit", "Information security";
        Mobility = "mobility", "Mobilität", "Mobility";
        EnvironmentClimate = "environment-climate", "Umwelt und Klima", "Environment and climate";
        EnergySupply = "energy-supply", "Energie und Versorgung", "Energy and utilities";
        BuildingHousing = "building-housing", "Bauen und Wohnen", "Building and housing";
        SafetyCivilProtection = "safety-civil-protection", "Sicherheit und Bevölkerungsschutz", "Safety and civil protection";
        EconomyCentre = "economy-centre", "Wirtschaft und Ortskern", "Economy and town centre";
        DataTransparency = "data-transparency", "Daten und Transparenz", "Data and transparency";
        FinanceProcurement = "finance-procurement", "Finanzen und Vergabe", "Finance and procurement";
        EmployerOrganisation = "employer-organisation", "Arbeitgeberin und Organisation", "Employer and organisation";
        DigitalSkills = "digital-skills", "Digitale Kompetenzen", "Digital skills";
        Other = "other", "Sonstiges", "Other";
    }
}
