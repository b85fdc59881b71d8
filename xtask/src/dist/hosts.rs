//! The response headers as each kind of host wants them, all from the `_headers` of the built page, which is made of headers.toml.

use std::fmt::Write;

/// The rules of a `_headers` file: every one whose path fits adds its headers.
#[derive(Debug, Default)]
pub struct Rules(Vec<Rule>);

#[derive(Debug)]
struct Rule {
    /// A path, or the beginning of one and `*`.
    path: String,
    headers: Vec<(String, String)>,
}

/// How long files may be kept.
#[derive(Debug)]
pub struct Cache {
    /// Those that have their content's hash in the name.
    pub hashed: String,
    /// All others.
    pub other: String,
    /// The directory whose files never change.
    pub exact: String,
}

const CACHE_CONTROL: &str = "Cache-Control";

/// Names with a hash of 8 to 16 hexadecimal digits before the first point, as [`crate::headers::is_hashed`] knows them.
const HASHED: &str = r"/[^/.]+-[0-9a-f]{8,16}(_bg)?\.[^/]*$";

impl Rules {
    /// Reads what a build wrote; the rules for pages hold below each of `copies` too. How long what is kept is said apart.
    pub fn parse(text: &str, copies: &[&str]) -> Self {
        let mut rules: Vec<Rule> = Vec::new();
        for line in text.lines() {
            match (line.strip_prefix("  "), rules.last_mut()) {
                (Some(header), Some(rule)) => {
                    let (name, value) = header.split_once(": ").unwrap_or((header, ""));
                    if name != CACHE_CONTROL {
                        rule.headers.push((name.to_owned(), value.to_owned()));
                    }
                }
                _ => rules.push(Rule {
                    path: line.to_owned(),
                    headers: Vec::new(),
                }),
            }
        }
        rules.retain(|rule| !rule.headers.is_empty());
        let mut all = Vec::new();
        for rule in rules {
            if rule.path != "/*" {
                all.extend(copies.iter().map(|copy| Rule {
                    path: format!("/{copy}{}", rule.path),
                    headers: rule.headers.clone(),
                }));
            }
            all.push(rule);
        }
        Self(all)
    }

    /// For Netlify and Cloudflare Pages. They keep nothing without asking again where nothing is said.
    pub fn file(&self, cache: &Cache) -> String {
        let mut text = String::new();
        for rule in &self.0 {
            let _ = writeln!(text, "{}", rule.path);
            for (name, value) in &rule.headers {
                let _ = writeln!(text, "  {name}: {value}");
            }
        }
        let _ = writeln!(
            text,
            "/{}/*\n  {CACHE_CONTROL}: {}",
            cache.exact, cache.hashed
        );
        let _ = writeln!(text, "/sw.js\n  {CACHE_CONTROL}: {}", cache.other);
        text
    }

    /// For nginx: to be included in the `http` block. A header with an empty value is not sent, so one map per header says where it is.
    pub fn nginx(&self, cache: &Cache, base: &str) -> String {
        let mut text = String::from(
            "# Written by `cargo xtask dist`. Put site/ where root says, and include this file in the http block.\n\
             # gzip_static sends the .gz files; with the module ngx_brotli, add `brotli_static on;`.\n",
        );
        let mut sent = String::new();
        for (number, (name, value, paths)) in self.by_header().into_iter().enumerate() {
            let value = value.replace('\\', "\\\\").replace('"', "\\\"");
            if paths.contains(&"/*") {
                let _ = writeln!(sent, "    add_header {name} \"{value}\" always;");
                continue;
            }
            let _ = writeln!(text, "map $uri $promptwatt_{number} {{\n    default \"\";");
            for path in paths {
                let _ = writeln!(text, "    \"{}\" \"{value}\";", pattern(base, path));
            }
            text += "}\n";
            let _ = writeln!(sent, "    add_header {name} $promptwatt_{number} always;");
        }
        let _ = write!(
            text,
            "map $uri $promptwatt_cache {{\n    default \"{}\";\n    \"~{HASHED}\" \"{}\";\n    \"{}\" \"{}\";\n}}\n\
             types {{ application/wasm wasm; application/manifest+json webmanifest; }}\n\
             server {{\n    listen 8080;\n    root /srv/promptwatt;\n    index index.html;\n    charset utf-8;\n    gzip_static on;\n    gzip_vary on;\n{sent}    add_header {CACHE_CONTROL} $promptwatt_cache always;\n",
            cache.other,
            cache.hashed,
            pattern(base, &format!("/{}/*", cache.exact)),
            cache.hashed,
        );
        if base.is_empty() {
            text += "    location / { try_files $uri $uri/ =404; }\n";
        } else {
            let _ = writeln!(text, "    location {base}/ {{ alias /srv/promptwatt/; }}");
        }
        text += "}\n";
        text
    }

    /// For Caddy, which sends the compressed copies by itself.
    pub fn caddy(&self, cache: &Cache, base: &str) -> String {
        let mut text = String::from(
            "# Written by `cargo xtask dist`. With a host's name instead of :8080 Caddy gets a certificate by itself.\n\
             # It is not to be configured while it runs: no port is opened for that.\n\
             {\n\tadmin off\n}\n:8080 {\n",
        );
        // Inside, paths are those below the base.
        let _ = match base {
            "" => writeln!(text, "\troot * /srv/promptwatt"),
            base => writeln!(
                text,
                "\tredir {base} {base}/\n\thandle_path {base}/* {{\n\troot * /srv/promptwatt"
            ),
        };
        for rule in &self.0 {
            let matcher = match rule.path.as_str() {
                "/*" => String::new(),
                path => format!("{path} "),
            };
            for (name, value) in &rule.headers {
                let value = value.replace('\\', "\\\\").replace('"', "\\\"");
                let _ = writeln!(text, "\theader {matcher}+{name} \"{value}\"");
            }
        }
        let _ = write!(
            text,
            "\t@kept path_regexp kept \"({HASHED}|^/{}/)\"\n\theader @kept {CACHE_CONTROL} \"{}\"\n\theader ?{CACHE_CONTROL} \"{}\"\n\
             \tfile_server {{\n\t\tprecompressed br gzip\n\t}}\n{}}}\n",
            cache.exact.replace('.', "\\."),
            cache.hashed,
            cache.other,
            if base.is_empty() { "" } else { "\t}\n" },
        );
        text
    }

    /// Each header with a value of its own, and the paths that it is sent with.
    fn by_header(&self) -> Vec<(&str, &str, Vec<&str>)> {
        let mut all: Vec<(&str, &str, Vec<&str>)> = Vec::new();
        for rule in &self.0 {
            for (name, value) in &rule.headers {
                match all.iter_mut().find(|(n, v, _)| n == name && v == value) {
                    Some((_, _, paths)) => paths.push(&rule.path),
                    None => all.push((name, value, vec![&rule.path])),
                }
            }
        }
        all
    }
}

/// A path of a `_headers` file as a key of nginx's map.
fn pattern(base: &str, path: &str) -> String {
    match path.strip_suffix('*') {
        Some(start) => format!("~^{}", format!("{base}{start}").replace('.', "\\.")),
        None => format!("{base}{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cache, Rules};

    const BUILT: &str = "/*\n  A: every\"where\n/index.html\n  B: page\n/embed/*\n  C: frame\n/style-0123456789abcdef.css\n  Cache-Control: year\n/sw.js\n  Cache-Control: again\n";

    fn written() -> (Rules, Cache) {
        let cache = Cache {
            hashed: "year".into(),
            other: "again".into(),
            exact: "v1.2.3".into(),
        };
        (Rules::parse(BUILT, &["v1", "v1.2.3"]), cache)
    }

    #[test]
    fn every_kind_of_host_has_every_rule_for_every_copy() {
        let (rules, cache) = written();
        let (file, nginx, caddy) = (
            rules.file(&cache),
            rules.nginx(&cache, "/sub"),
            rules.caddy(&cache, "/sub"),
        );
        for (text, wanted) in [
            (&file, "/*\n  A: every\"where\n"),
            (&file, "/v1/embed/*\n  C: frame\n"),
            (&file, "/v1.2.3/index.html\n  B: page\n"),
            (
                &file,
                "/v1.2.3/*\n  Cache-Control: year\n/sw.js\n  Cache-Control: again\n",
            ),
            (&nginx, "    gzip_static on;\n    gzip_vary on;\n"),
            (&nginx, "    add_header A \"every\\\"where\" always;\n"),
            (&nginx, "    \"~^/sub/embed/\" \"frame\";\n"),
            (&nginx, "    \"~^/sub/v1\\.2\\.3/embed/\" \"frame\";\n"),
            (&nginx, "    \"/sub/index.html\" \"page\";\n"),
            (&nginx, "    \"~^/sub/v1\\.2\\.3/\" \"year\";\n"),
            (&caddy, "\n{\n\tadmin off\n}\n:8080 {\n"),
            (&caddy, "\thandle_path /sub/* {\n\troot"),
            (&caddy, "\theader +A \"every\\\"where\"\n"),
            (&caddy, "\theader /v1/embed/* +C \"frame\"\n"),
            (
                &caddy,
                "|^/v1\\.2\\.3/)\"\n\theader @kept Cache-Control \"year\"\n",
            ),
        ] {
            assert!(text.contains(wanted), "{wanted}\nis not in\n{text}");
        }
        for text in [nginx, caddy] {
            assert_eq!(
                text.matches('{').count(),
                text.matches('}').count(),
                "{text}"
            );
        }
    }
}
