//! Where the page is published: the one place. Snippets, guides and the policy of frames name it; everything else is relative.

/// The address of the site's root, with its slash.
pub const PUBLIC: &str = "https://promptwatt.example/";

/// The origin of an address: its scheme, host and port.
pub fn origin(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    let end = address[host..].find('/').map(|at| host + at);
    &address[..end.unwrap_or(address.len())]
}

#[cfg(test)]
mod tests {
    use super::{PUBLIC, origin};

    #[test]
    fn origins() {
        for (address, expected) in [
            ("https://a.example/", "https://a.example"),
            ("https://a.example/sub/path/", "https://a.example"),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ] {
            assert_eq!(origin(address), expected);
        }
        assert!(PUBLIC.starts_with("https://") && PUBLIC.ends_with('/'));
    }
}
