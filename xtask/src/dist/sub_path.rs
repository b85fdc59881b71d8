//! Whether the site works below a path: every address in its pages, resolved as a browser does, is answered by our server.

use crate::headers::Headers;
use crate::pages::{files_below, target};
use crate::serve::answer::{Asked, Site};
use crate::site;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// Where it is tried.
const BELOW: &str = "/some/path";

/// Serves `site` below a path and asks for every page, and for every file that one names; says how many.
///
/// # Errors
/// Names the first address that leads nowhere, or out of the site.
pub fn check(site: &Path) -> Result<usize> {
    let parent = site.parent().context("the site lies in a directory")?;
    let stage = parent.join("sub-path-check");
    let below = stage.join(BELOW.trim_start_matches('/'));
    if stage.exists() {
        fs::remove_dir_all(&stage)?;
    }
    for file in files_below(site)? {
        let to = below.join(file.strip_prefix(site)?);
        if let Some(directory) = to.parent() {
            fs::create_dir_all(directory)?;
        }
        fs::hard_link(&file, &to).or_else(|_| fs::copy(&file, &to).map(|_| ()))?;
    }
    let origin = "http://127.0.0.1".to_owned();
    let server = Site::new(stage.clone(), Headers::load()?, origin)?;
    let outcome = ask(&server, site, &site::Site::load()?.public_address);
    fs::remove_dir_all(&stage)?;
    outcome
}

fn ask(server: &Site, site: &Path, public: &str) -> Result<usize> {
    let mut asked = 0;
    for file in files_below(site)? {
        let name = target(site, &file).unwrap_or_default();
        let Some(directory) = name.strip_suffix("index.html") else {
            continue;
        };
        let page = format!("{BELOW}{directory}");
        let html = fs::read_to_string(&file)?;
        let links: Vec<&str> = ["href=\"", "src=\""]
            .iter()
            .flat_map(|attribute| html.split(attribute).skip(1))
            .filter_map(|rest| rest.split('"').next())
            .filter(|link| !link.is_empty() && !link.starts_with('#'))
            .collect();
        // Where an address has to name the host: what embeds by oEmbed resolves none.
        for own in links.iter().filter_map(|link| link.strip_prefix(public)) {
            let file = site.join(own);
            ensure!(
                file.is_file() || file.join("index.html").is_file(),
                "{page}: {public}{own} is no file of the site"
            );
            asked += 1;
        }
        let relative = links.into_iter().filter(|link| !link.contains(':'));
        for link in relative.chain(["./"]) {
            let address = resolved(&page, link);
            ensure!(
                address.starts_with(&format!("{BELOW}/")),
                "{page}: {link} leads out of the site"
            );
            let answer = server.answer(&Asked::get(&address));
            ensure!(
                answer.status == 200,
                "{page}: {link} is {address}, which gives {}",
                answer.status
            );
            asked += 1;
        }
    }
    Ok(asked)
}

/// A relative address on a page, as a browser resolves it.
fn resolved(page: &str, link: &str) -> String {
    let link = link.split(['?', '#']).next().unwrap_or_default();
    if link.starts_with('/') {
        return link.to_owned();
    }
    let mut parts: Vec<&str> = page.trim_end_matches('/').split('/').collect();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let address = parts.join("/");
    if link.ends_with("..") || link == "." {
        address + "/"
    } else {
        address
    }
}

#[cfg(test)]
mod tests {
    use super::{check, resolved};
    use crate::scratch::Scratch;

    #[test]
    fn addresses_resolve_as_in_browsers() {
        for (link, address) in [
            ("a.js", "/s/p/ar/a.js"),
            ("./a.js?x#y", "/s/p/ar/a.js"),
            ("../a.js", "/s/p/a.js"),
            ("../", "/s/p/"),
            ("./", "/s/p/ar/"),
            ("../fr/", "/s/p/fr/"),
            ("/a.js", "/a.js"),
        ] {
            assert_eq!(resolved("/s/p/ar/", link), address, "{link}");
        }
    }

    #[test]
    fn what_leads_nowhere_is_named() {
        let scratch = Scratch::new("sub-path");
        scratch.write("site/a.js", "");
        for (html, wanted) in [
            (
                "<script src=\"./a.js\"></script><a href=\"#x\"><a href=\"https://a.example/\">",
                Ok(2),
            ),
            ("<script src=\"/a.js\">", Err("leads out of the site")),
            ("<script src=\"b.js\">", Err("which gives 404")),
        ] {
            scratch.write("site/index.html", html);
            let found = check(&scratch.path().join("site"));
            match (found, wanted) {
                (Ok(found), Ok(wanted)) => assert_eq!(found, wanted, "{html}"),
                (Err(found), Err(wanted)) => assert!(found.to_string().contains(wanted), "{found}"),
                (found, wanted) => panic!("{html}: {found:?}, not {wanted:?}"),
            }
        }
    }
}
