//! index.html as a template: `{{lang}}`, `{{dir}}`, `{{root}}`, `{{build}}`, `{{languages}}`, `{{table.name}}` for each text, and `{{texts}}` for those that have no
//! place of their own.

use super::texts::Texts;
use anyhow::{Context, Result, bail};
use std::fmt::Write;

/// A template, taken apart.
#[derive(Debug)]
pub struct Template<'a>(Vec<Part<'a>>);

#[derive(Debug)]
enum Part<'a> {
    Html(&'a str),
    Placeholder(&'a str),
}

/// What a page is made of, besides the template.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The texts of its language.
    pub own: &'a Texts,
    /// All languages, for the links between them.
    pub all: &'a [Texts],
    /// The name of the build; empty in a debug build, which has no service worker.
    pub build: &'a str,
    /// The directory of this page in a language, relative to the site's root: empty for the root itself.
    pub directory: fn(&Texts) -> String,
}

impl<'a> Template<'a> {
    /// Takes `html` apart.
    ///
    /// # Errors
    /// When a placeholder does not end.
    pub fn parse(html: &'a str) -> Result<Self> {
        let mut parts = Vec::new();
        let mut rest = html;
        while let Some((before, after)) = rest.split_once("{{") {
            let Some((name, after)) = after.split_once("}}") else {
                bail!(
                    "{{{{{} does not end with }}}}",
                    after.chars().take(20).collect::<String>()
                );
            };
            parts.extend([Part::Html(before), Part::Placeholder(name.trim())]);
            rest = after;
        }
        parts.push(Part::Html(rest));
        Ok(Self(parts))
    }

    /// The page.
    ///
    /// # Errors
    /// Names a placeholder that nothing fills.
    pub fn render(&self, page: &Page<'_>) -> Result<String> {
        self.render_with(&page.root(), |name, html| self.fill(name, page, html))
    }

    /// The page, whose placeholders `fill` writes; `root` leads from it to the root, empty for a page that is there.
    ///
    /// # Errors
    /// Those of `fill`, with the placeholder's name.
    pub fn render_with(
        &self,
        root: &str,
        mut fill: impl FnMut(&str, &mut String) -> Result<()>,
    ) -> Result<String> {
        let mut html = String::new();
        for part in &self.0 {
            match part {
                Part::Html(text) if root.is_empty() => html.push_str(text),
                // Trunk's links are relative to the root, and so are the template's own.
                Part::Html(text) => html.push_str(&text.replace("=\"./", &format!("=\"{root}"))),
                Part::Placeholder(name) => fill(name, &mut html)
                    .with_context(|| format!("the placeholder {{{{{name}}}}}"))?,
            }
        }
        Ok(html)
    }

    /// Whether the template itself places the text of a key: the app finds it in its place and asks for it nowhere else.
    pub fn places(&self, key: &str) -> bool {
        self.0
            .iter()
            .any(|part| matches!(part, Part::Placeholder(name) if *name == key))
    }

    fn fill(&self, name: &str, page: &Page<'_>, html: &mut String) -> Result<()> {
        match name {
            "lang" => escape_into(html, page.own.code()),
            "dir" => escape_into(html, page.own.get("language.dir").unwrap_or("ltr")),
            "root" => html.push_str(&page.root()),
            "build" => escape_into(html, page.build),
            "languages" => page.links(html),
            "texts" => {
                html.push('\n');
                for (key, text) in page.own.entries().filter(|(key, _)| !self.places(key)) {
                    // Never escaped: it stands in a script element, and texts that could end one are refused.
                    let _ = writeln!(html, "{key}\t{text}");
                }
            }
            // What stands there only until the app has filled it in, so that nothing moves then; the app needs the text as well.
            _ => match page.own.get(name.strip_prefix("until ").unwrap_or(name)) {
                Some(text) => escape_into(html, text),
                None => {
                    bail!("is neither a text nor one of lang, dir, root, build, languages, texts")
                }
            },
        }
        Ok(())
    }
}

impl Page<'_> {
    /// The way from the page to the site's root.
    fn root(&self) -> String {
        let depth = (self.directory)(self.own).matches('/').count();
        "../".repeat(depth)
    }

    /// A link to each other language, in that language.
    fn links(&self, html: &mut String) {
        for other in self
            .all
            .iter()
            .filter(|other| other.code() != self.own.code())
        {
            let address = match [self.root(), (self.directory)(other)].concat() {
                address if address.is_empty() => "./".to_owned(),
                address => address,
            };
            let code = other.code();
            let dir = other.get("language.dir").unwrap_or("ltr");
            let _ = write!(
                html,
                "<a href=\"{address}\" lang=\"{code}\" hreflang=\"{code}\" dir=\"{dir}\">"
            );
            let name = other.get("language.name").unwrap_or(code);
            // Where there is little room, a name that begins with its code is shown as that: what is left out is an element of its own.
            match name.split_at_checked(code.len()) {
                Some((short, rest)) if short.eq_ignore_ascii_case(code) => {
                    escape_into(html, short);
                    html.push_str("<span>");
                    escape_into(html, rest);
                    html.push_str("</span>");
                }
                _ => escape_into(html, name),
            }
            html.push_str("</a>");
        }
    }
}

/// Writes `text` so that it stands for itself in an element or a quoted attribute.
pub fn escape_into(html: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, Template, escape_into};
    use crate::pages::texts;
    use crate::scratch::Scratch;

    #[test]
    fn escaping() {
        let mut html = String::new();
        escape_into(&mut html, "a<b> & \"c\" 'd' ع");
        assert_eq!(html, "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; ع");
    }

    #[test]
    fn placeholders() {
        let scratch = Scratch::new("template");
        scratch.write(
            "en.toml",
            "[language]\nname='English'\ndir='ltr'\n[a]\nb='x < y'\n",
        );
        let texts = texts::load(scratch.path()).unwrap();
        let page = Page {
            own: &texts[0],
            all: &texts,
            build: "",
            directory: |_| String::new(),
        };
        let render = |html: &str| {
            Template::parse(html)
                .and_then(|template| template.render(&page))
                .map_err(|error| format!("{error:#}"))
        };
        assert_eq!(
            render("<p title=\"{{ a.b }}\">{{a.b}}{x}}"),
            Ok("<p title=\"x &lt; y\">x &lt; y{x}}".to_owned())
        );
        assert_eq!(render("{{languages}}"), Ok(String::new()));
        assert!(render("{{a.c}}").unwrap_err().contains("{{a.c}}"));
        assert!(render("{{}}").is_err());
        assert!(render("{{a.b").unwrap_err().contains("does not end"));
    }
}
