//! `texts/<language>.toml`: every string that the page shows.

use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The language whose keys all others must have; its page is the root.
const REFERENCE: &str = "en";

/// The texts of a language, by key (`table.name`).
#[derive(Debug)]
pub struct Texts {
    code: String,
    entries: BTreeMap<String, String>,
}

impl Texts {
    /// The language's code, which is also its directory.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Whether its page is the root.
    pub fn is_reference(&self) -> bool {
        self.code == REFERENCE
    }

    /// The text of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entries.get(key).map(String::as_str)
    }

    /// Keys and texts, sorted by key.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries
            .iter()
            .map(|(key, text)| (key.as_str(), text.as_str()))
    }

    fn parse(code: &str, source: &str) -> Result<Self> {
        if code.is_empty()
            || !code
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        {
            bail!("{code:?} is not a language code in small letters");
        }
        let tables: BTreeMap<String, BTreeMap<String, String>> =
            toml::from_str(source).context("not tables of strings")?;
        let mut entries = BTreeMap::new();
        for (table, texts) in tables {
            for (name, text) in texts {
                let key = format!("{table}.{name}");
                check(&text).with_context(|| format!("{key} {text:?}"))?;
                entries.insert(key, text);
            }
        }
        for (key, allowed) in [
            ("language.name", None),
            ("language.dir", Some(["ltr", "rtl"])),
        ] {
            match (entries.get(key), allowed) {
                (None, _) => bail!("{key} is missing"),
                (Some(text), Some(allowed)) if !allowed.contains(&text.as_str()) => {
                    bail!("{key} must be one of {}", allowed.join(", "))
                }
                _ => {}
            }
        }
        Ok(Self {
            code: code.to_owned(),
            entries,
        })
    }
}

/// A text goes into the page twice: escaped into the HTML, and as it is into a script element, one to a line.
fn check(text: &str) -> Result<()> {
    if text.trim().is_empty() {
        bail!("is empty");
    }
    if text.contains(|letter: char| letter.is_control()) {
        bail!("must be one line without tabs");
    }
    if text.contains("</") || text.contains("<!") || text.contains("{{") {
        bail!(
            "must not contain \"</\", \"<!\" or \"{{{{\", which end or open something in the page"
        );
    }
    Ok(())
}

/// Reads all languages below `directory`, the reference first, and holds them against it.
///
/// # Errors
/// Names the file and the key.
pub fn load(directory: &Path) -> Result<Vec<Texts>> {
    let mut sources = BTreeMap::new();
    for entry in
        fs::read_dir(directory).with_context(|| format!("cannot read {}", directory.display()))?
    {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let code = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let source = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            sources.insert(code, source);
        }
    }
    gather(&sources)
}

fn gather(sources: &BTreeMap<String, String>) -> Result<Vec<Texts>> {
    let mut all = Vec::new();
    for (code, source) in sources {
        all.push(Texts::parse(code, source).with_context(|| format!("in texts/{code}.toml"))?);
    }
    // The rest stays in the order of the codes.
    all.sort_by_key(|texts| !texts.is_reference());
    let Some((reference, others)) = all.split_first().filter(|(first, _)| first.is_reference())
    else {
        bail!("texts/{REFERENCE}.toml, the reference, is missing");
    };
    for texts in others {
        compare(reference, texts).with_context(|| {
            format!(
                "texts/{}.toml does not fit texts/{REFERENCE}.toml",
                texts.code
            )
        })?;
    }
    Ok(all)
}

fn compare(reference: &Texts, texts: &Texts) -> Result<()> {
    let keys = |texts: &Texts| texts.entries.keys().cloned().collect::<BTreeSet<_>>();
    let (wanted, there) = (keys(reference), keys(texts));
    let list = |keys: BTreeSet<&String>| {
        keys.into_iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let missing = list(wanted.difference(&there).collect());
    let surplus = list(there.difference(&wanted).collect());
    match (missing.is_empty(), surplus.is_empty()) {
        (true, true) => {}
        (false, true) => bail!("missing: {missing}"),
        (true, false) => bail!("surplus: {surplus}"),
        (false, false) => bail!("missing: {missing}; surplus: {surplus}"),
    }
    let known = names_by_stem(reference);
    for (key, text) in texts.entries() {
        let known = known.get(stem(key)).cloned().unwrap_or_default();
        if let Some(unknown) = names(text).find(|name| !known.contains(name)) {
            bail!("{key}: {{{unknown}}} is not filled in there");
        }
    }
    Ok(())
}

/// What the page fills in, by key; plural forms of a text share theirs, because a language may say "one" without the number.
fn names_by_stem(texts: &Texts) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut known: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (key, text) in texts.entries() {
        known.entry(stem(key)).or_default().extend(names(text));
    }
    known
}

fn stem(key: &str) -> &str {
    let endings = ["_zero", "_one", "_two", "_few", "_many", "_other"];
    endings
        .iter()
        .find_map(|ending| key.strip_suffix(ending))
        .unwrap_or(key)
}

/// The `{names}` in a text.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::gather;
    use std::collections::BTreeMap;

    const EN: &str = "[language]\nname='English'\ndir='ltr'\n[a]\none='x {n}'\nsaves_one='saves one'\nsaves_other='saves {n}'\n";

    #[track_caller]
    fn check(ar: &str, complaint: Option<&str>) {
        let ar = format!("[language]\nname='A'\ndir='rtl'\n[a]\n{ar}");
        let sources = BTreeMap::from([("en".to_owned(), EN.to_owned()), ("ar".to_owned(), ar)]);
        match (gather(&sources), complaint) {
            (Ok(all), None) => assert_eq!(
                all.iter().map(super::Texts::code).collect::<Vec<_>>(),
                ["en", "ar"]
            ),
            (Err(error), Some(complaint)) => {
                assert!(format!("{error:#}").contains(complaint), "{error:#}")
            }
            (Ok(_), Some(complaint)) => panic!("accepted, without {complaint:?}"),
            (Err(error), None) => panic!("{error:#}"),
        }
    }

    #[test]
    fn languages_have_the_keys_of_the_reference() {
        let rest = "saves_one='s'\nsaves_other='s {n}'\n";
        check(&format!("one='س {{n}}'\n{rest}"), None);
        check(&format!("one='بلا'\n{rest}"), None);
        check("one='s'\nsaves_one='{n}'\nsaves_other='s'\n", None);
        check(rest, Some("missing: a.one"));
        check(&format!("one='x'\ntwo='x'\n{rest}"), Some("surplus: a.two"));
        check(
            &format!("two='x'\n{rest}"),
            Some("missing: a.one; surplus: a.two"),
        );
        check(&format!("one='x {{m}}'\n{rest}"), Some("a.one: {m}"));
        check(&format!("one=''\n{rest}"), Some("is empty"));
        check(&format!("one=\"a\\tb\"\n{rest}"), Some("one line"));
        check(&format!("one='</script>'\n{rest}"), Some("a.one"));
        check(&format!("one='<!--'\n{rest}"), Some("a.one"));
        check(&format!("one='{{{{lang}}}}'\n{rest}"), Some("a.one"));
        check(&format!("one=1\n{rest}"), Some("texts/ar.toml"));
    }

    #[test]
    fn the_reference_and_the_direction_must_be_there() {
        let only = |code: &str, source: &str| {
            gather(&BTreeMap::from([(code.to_owned(), source.to_owned())]))
        };
        assert!(format!("{:#}", only("fr", EN).unwrap_err()).contains("reference"));
        assert!(format!("{:#}", only("en", "[a]\nb='c'").unwrap_err()).contains("language.name"));
        assert!(
            format!("{:#}", only("en", &EN.replace("ltr", "up")).unwrap_err())
                .contains("language.dir")
        );
        assert!(format!("{:#}", only("../en", EN).unwrap_err()).contains("language code"));
    }
}
