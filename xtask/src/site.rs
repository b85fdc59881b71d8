//! site.toml: where the page is published.

use crate::places;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::fs;

/// What site.toml says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// The address of the page, with its slash.
    pub public_address: String,
}

impl Site {
    /// Reads site.toml of the checkout.
    ///
    /// # Errors
    /// When it is missing or its address is none that a page can have.
    pub fn load() -> Result<Self> {
        let path = places::root().join("site.toml");
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(&text).with_context(|| format!("in {}", path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        let site: Self = toml::from_str(text)?;
        let address = &site.public_address;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/[]".contains(&byte);
        ensure!(
            (address.starts_with("https://") || address.starts_with("http://"))
                && address.ends_with('/')
                && address.bytes().all(plain)
                && !site.host().is_empty(),
            "public_address must be like \"https://example.org/\", with its slash"
        );
        Ok(site)
    }

    fn host(&self) -> &str {
        let (_, rest) = self.public_address.split_once("://").unwrap_or_default();
        rest.split('/').next().unwrap_or_default()
    }

    /// Its scheme, host and port.
    pub fn origin(&self) -> &str {
        let end = self.public_address.len() - 1 - self.path().len();
        &self.public_address[..end]
    }

    /// The path below the host, without a slash at the end: empty where the page is the whole host's.
    pub fn path(&self) -> &str {
        let (_, rest) = self.public_address.split_once("://").unwrap_or_default();
        let path = rest.find('/').map_or("", |at| &rest[at..]);
        path.trim_end_matches('/')
    }
}

#[cfg(test)]
mod tests {
    use super::Site;

    #[test]
    fn addresses() {
        for (address, path) in [
            ("https://a.example/", Some("")),
            ("http://127.0.0.1:8080/", Some("")),
            ("https://a.example/sub/path/", Some("/sub/path")),
            ("https://a.example", None),
            ("https:///", None),
            ("ftp://a.example/", None),
            ("https://a.example/\\\"><script>/", None),
            ("https://a.example/?q/", None),
        ] {
            let site = Site::parse(&format!("public_address = \"{address}\""));
            let found = site.as_ref().ok().map(Site::path);
            assert_eq!(found, path, "{address}");
            if let Ok(site) = &site {
                let whole = [site.origin(), site.path(), "/"].concat();
                assert_eq!(whole, address);
            }
        }
    }
}
