//! What stands around a page of words: head, brand, links between languages.

use crate::pages::template::escape_into;
use crate::pages::texts::Texts;
use std::fmt::Write;

/// A page's surroundings. Addresses are relative to the page.
#[derive(Clone, Copy, Debug)]
pub struct Shell<'a> {
    /// The texts of its language.
    pub texts: &'a Texts,
    /// Its title.
    pub title: &'a str,
    /// Style sheets.
    pub styles: &'a [String],
    /// Scripts, as tags.
    pub scripts: &'a str,
    /// The header's links: address, text, and language where it is another.
    pub links: &'a [Link<'a>],
}

/// A link of the header.
#[derive(Clone, Debug)]
pub struct Link<'a> {
    /// Where to.
    pub address: String,
    /// Its text.
    pub text: &'a str,
    /// The texts of the language it leads to, where that is another.
    pub language: Option<&'a Texts>,
}

impl Shell<'_> {
    /// The page around `main`, which is HTML.
    pub fn page(&self, main: &str) -> String {
        let mut html = String::from("<!DOCTYPE html>\n<html");
        attribute(&mut html, "lang", self.texts.code());
        attribute(&mut html, "dir", direction(self.texts));
        html.push_str(">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
        escape_into(&mut html, self.title);
        html.push_str("</title>\n");
        for style in self.styles {
            html.push_str("<link rel=\"stylesheet\"");
            attribute(&mut html, "href", style);
            html.push_str(">\n");
        }
        html.push_str(self.scripts);
        html.push_str(
            "</head>\n<body class=\"words\">\n<header><p class=\"brand\">Promptwatt</p>\n<nav>",
        );
        for link in self.links {
            html.push_str("<a");
            attribute(&mut html, "href", &link.address);
            if let Some(texts) = link.language {
                attribute(&mut html, "lang", texts.code());
                attribute(&mut html, "hreflang", texts.code());
                attribute(&mut html, "dir", direction(texts));
            }
            html.push('>');
            escape_into(&mut html, link.text);
            html.push_str("</a>\n");
        }
        let _ = write!(html, "</nav></header>\n{main}</body>\n</html>\n");
        html
    }
}

fn direction(texts: &Texts) -> &str {
    texts.get("language.dir").unwrap_or("ltr")
}

/// Writes an attribute whose value stands for itself.
pub fn attribute(html: &mut String, name: &str, value: &str) {
    let _ = write!(html, " {name}=\"");
    escape_into(html, value);
    html.push('"');
}
