//! What somebody may do for an organisation.

codes! {
    /// What a member of an organisation may do for it. Each role includes the ones before it.
    pub enum MemberRole as role {
        Reader = "reader", "liest und fragt", "Reads and asks";
        Editor = "editor", "schreibt", "Writes";
        Approver = "approver", "gibt frei", "Approves";
        Administrator = "administrator", "verwaltet", "Administers";
    }
}

#[cfg(test)]
mod tests {
    use super::MemberRole;

    #[test]
    fn each_role_includes_the_ones_before_it() {
        assert!(MemberRole::ALL.is_sorted());
        assert!(MemberRole::Administrator >= MemberRole::Approver && MemberRole::Reader < MemberRole::Editor);
    }
}
