//! What an organisation says of an entry without writing one of its own: that it recommends it, or that it is so there too.

codes! {
    /// What is said. The words of the table are those of the wire.
    pub enum MarkVerb as mark_verb {
        Announce = "announce", "Empfehlung", "Recommendation";
        Like = "like", "Bei uns auch", "With us too";
    }
}
