//! The sixteen Länder.

codes! {
    /// A Land, by its ISO 3166-2:DE letters.
    pub enum State as state {
        BadenWuerttemberg = "BW", "Baden-Württemberg", "Baden-Württemberg";
        Bavaria = "BY", "Bayern", "Bavaria";
        Berlin = "BE", "Berlin", "Berlin";
        Brandenburg = "BB", "Brandenburg", "Brandenburg";
        Bremen = "HB", "Bremen", "Bremen";
        Hamburg = "HH", "Hamburg", "Hamburg";
        Hesse = "HE", "Hessen", "Hesse";
        MecklenburgVorpommern = "MV", "Mecklenburg-Vorpommern", "Mecklenburg-Western Pomerania";
        LowerSaxony = "NI", "Niedersachsen", "Lower Saxony";
        NorthRhineWestphalia = "NW", "Nordrhein-Westfalen", "North Rhine-Westphalia";
        RhinelandPalatinate = "RP", "Rheinland-Pfalz", "Rhineland-Palatinate";
        Saarland = "SL", "Saarland", "Saarland";
        Saxony = "SN", "Sachsen", "Saxony";
        SaxonyAnhalt = "ST", "Sachsen-Anhalt", "Saxony-Anhalt";
        SchleswigHolstein = "SH", "Schleswig-Holstein", "Schleswig-Holstein";
        Thuringia = "TH", "Thüringen", "Thuringia";
    }
}
