//! The lab: nodes on one machine, over plain http and with ports, under names that no real server can have.

use commons::Refusal;

/// Hosts for which plain http, ports and private addresses are allowed. Empty in every town hall.
#[derive(Clone, Debug, Default)]
pub struct Lab {
    names: Vec<String>,
}

impl Lab {
    /// No lab: what every real node has.
    pub fn closed() -> Self {
        Self::default()
    }

    /// A lab of these names (`auenstadt.test`, `*.localhost`), all of them under `.localhost` or `.test`, else
    /// [`Refusal::NotAHost`]. It is open only if every host of the node, `hosts`, is such a name too.
    pub fn new<T: AsRef<str>, H: AsRef<str>>(names: &[T], hosts: &[H]) -> Result<Self, Refusal> {
        let names: Vec<_> = names.iter().map(|name| name.as_ref().to_ascii_lowercase()).collect();
        if !names.iter().all(|name| is_unreal(name.strip_prefix("*.").unwrap_or(name))) {
            return Err(Refusal::NotAHost {});
        }
        let unreal = !hosts.is_empty() && hosts.iter().all(|host| is_unreal(&without_port(host.as_ref())));
        Ok(if unreal { Self { names } } else { Self::closed() })
    }

    /// Whether a host, without its port, belongs to the lab.
    pub fn covers(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        self.names.iter().any(|name| match name.strip_prefix('*') {
            Some(ending) => host.len() > ending.len() && host.ends_with(ending),
            None => host == *name,
        })
    }

    /// Whether anything is allowed in it.
    pub fn is_open(&self) -> bool {
        !self.names.is_empty()
    }
}

/// A host without its port, in lower case.
pub(crate) fn without_port(host: &str) -> String {
    host.split(':').next().unwrap_or(host).to_ascii_lowercase()
}

/// Names that RFC 6761 keeps out of the real world.
pub(crate) fn is_unreal(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    matches!(last, "localhost" | "test")
        && name.split('.').all(|label| !label.is_empty() && !label.contains('*'))
}

#[cfg(test)]
mod tests {
    use super::Lab;

    #[test]
    fn only_names_that_cannot_be_real_are_taken() {
        let hosts = ["a.localhost:8100"];
        for bad in ["auenstadt.de", "*", "*.de", "localhost.de", "10.0.0.1", "a.*.test", ""] {
            assert!(Lab::new(&[bad], &hosts).is_err(), "{bad}");
        }
        let lab = Lab::new(&["*.localhost", "b.test"], &hosts).expect("a lab");
        assert!(lab.covers("A.localhost") && lab.covers("b.test"));
        assert!(!lab.covers("localhost") && !lab.covers("c.test") && !lab.covers("xlocalhost"));
    }

    #[test]
    fn it_stays_closed_on_a_node_with_a_real_host() {
        let lab = Lab::new(&["*.localhost"], &["a.localhost", "auenstadt.de"]).expect("a lab");
        assert!(!lab.is_open() && !lab.covers("a.localhost"));
        assert!(!Lab::new::<_, &str>(&["*.localhost"], &[]).expect("a lab").is_open());
    }
}
