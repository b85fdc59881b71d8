//! What SCORM 1.2 requires of a package, held against one: the structure of the manifest (Content Aggregation Model 1.2, sections 2.3.4 and 2.3.5.2), and that
//! manifest and files agree.
//!
//! The schema files themselves are not ours to pass on; this asks for more than they do, and for nothing that they forbid.

use super::manifest::{ADL, IMS};
use anyhow::{Context, Result, bail};
use roxmltree::{Document, Node};
use std::collections::BTreeSet;

/// Checks `imsmanifest.xml` against the names of all other files of the package.
///
/// # Errors
/// Names the first thing that is not as required.
pub fn check(manifest: &str, files: &BTreeSet<String>) -> Result<()> {
    let document = Document::parse(manifest).context("the manifest is no XML")?;
    let root = document.root_element();
    if !root.has_tag_name((IMS, "manifest")) {
        bail!("the root is no manifest of IMS content packaging 1.1.2");
    }
    let ids = identifiers(root)?;
    only(root, &["identifier", "version"])?;
    let [metadata, organizations, resources] =
        children(root, ["metadata", "organizations", "resources"])?;
    let [schema, version] = children(metadata, ["schema", "schemaversion"])?;
    if (schema.text(), version.text()) != (Some("ADL SCORM"), Some("1.2")) {
        bail!("the schema is ADL SCORM, its version 1.2");
    }
    let resources = check_resources(resources, &ids, files)?;
    check_organizations(organizations, &resources)
}

/// Every identifier, once, and each a name of XML without colons.
fn identifiers<'a>(root: Node<'a, '_>) -> Result<BTreeSet<&'a str>> {
    let mut ids = BTreeSet::new();
    for node in root.descendants() {
        let Some(id) = node.attribute("identifier") else {
            continue;
        };
        let starts = id.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
        let goes_on = id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
        if !starts || !goes_on {
            bail!("{id:?} is no identifier");
        }
        if !ids.insert(id) {
            bail!("the identifier {id} is there twice");
        }
    }
    Ok(ids)
}

/// The resources that a learner can be sent to.
fn check_resources<'a>(
    resources: Node<'a, '_>,
    ids: &BTreeSet<&str>,
    files: &BTreeSet<String>,
) -> Result<BTreeSet<&'a str>> {
    let (mut listed, mut launched) = (BTreeSet::new(), BTreeSet::new());
    for resource in elements(resources) {
        let id = named(resource, "resource", "identifier")?;
        only(resource, &["identifier", "type", "href"])?;
        if resource.attribute("type") != Some("webcontent") {
            bail!("{id}: the type of a resource is webcontent");
        }
        let mut own = BTreeSet::new();
        let mut depends = false;
        for part in elements(resource) {
            match part.tag_name().name() {
                "file" if !depends => {
                    let file = named(part, "file", "href")?;
                    if !files.contains(file) {
                        bail!("{id}: {file:?} is not in the package");
                    }
                    own.insert(file);
                }
                "dependency" => {
                    depends = true;
                    let other = named(part, "dependency", "identifierref")?;
                    if !ids.contains(other) || other == id {
                        bail!("{id} depends on {other}, which is no other resource");
                    }
                }
                other => bail!("{id}: <{other}> does not stand here"),
            }
        }
        let page = resource.attribute("href");
        if page.is_some_and(|page| !own.contains(page)) {
            bail!("{id} is opened at a file that it does not list");
        }
        match (resource.attribute((ADL, "scormtype")), page) {
            (Some("sco"), Some(_)) => {
                launched.insert(id);
            }
            (Some("asset"), _) => {}
            (kind, _) => bail!("{id}: a resource is an asset, or a sco with a page: {kind:?}"),
        }
        listed.extend(own);
    }
    if let Some(file) = files.iter().find(|file| !listed.contains(file.as_str())) {
        bail!("{file} is in the package and no resource lists it");
    }
    Ok(launched)
}

fn check_organizations(organizations: Node<'_, '_>, launched: &BTreeSet<&str>) -> Result<()> {
    let default = organizations
        .attribute("default")
        .context("organizations have a default")?;
    let mut there = BTreeSet::new();
    for organization in elements(organizations) {
        there.insert(named(organization, "organization", "identifier")?);
        only(organization, &["identifier"])?;
        let mut parts = elements(organization);
        titled(parts.next())?;
        let mut items = 0;
        for item in parts {
            let id = named(item, "item", "identifier")?;
            only(item, &["identifier", "identifierref"])?;
            let page = item.attribute("identifierref").unwrap_or_default();
            if !launched.contains(page) {
                bail!("{id} opens {page:?}, which is no sco");
            }
            titled(elements(item).next())?;
            items += 1;
        }
        if items == 0 {
            bail!("an organization has an item at least");
        }
    }
    if !there.contains(default) {
        bail!("the default {default} is no organization");
    }
    Ok(())
}

/// A title comes first, has words, and no more than the 200 characters that the specification promises to show.
fn titled(node: Option<Node<'_, '_>>) -> Result<()> {
    let title = node
        .filter(|node| node.has_tag_name((IMS, "title")))
        .and_then(|node| node.text())
        .unwrap_or_default();
    if title.trim().is_empty() || title.chars().count() > 200 {
        bail!("what learners see begins with a title of 1 to 200 characters");
    }
    Ok(())
}

fn elements<'a, 'input: 'a>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(Node::is_element)
}

/// Exactly these children, in this order.
fn children<'a, 'input: 'a, const N: usize>(
    node: Node<'a, 'input>,
    names: [&str; N],
) -> Result<[Node<'a, 'input>; N]> {
    let there: Vec<Node<'a, 'input>> = elements(node).collect();
    let fits = there.len() == N
        && there
            .iter()
            .zip(names)
            .all(|(child, name)| child.has_tag_name((IMS, name)));
    let parent = node.tag_name().name();
    if !fits {
        bail!("<{parent}> has {names:?}, in this order and nothing else");
    }
    there
        .try_into()
        .map_err(|_| anyhow::anyhow!("<{parent}> has {names:?}"))
}

/// The attribute that an element of this name must have.
fn named<'a>(node: Node<'a, '_>, name: &str, attribute: &str) -> Result<&'a str> {
    if !node.has_tag_name((IMS, name)) {
        bail!("<{}> stands where <{name}> does", node.tag_name().name());
    }
    let value = node.attribute(attribute).unwrap_or_default();
    if value.is_empty() {
        bail!("<{name}> has no {attribute}");
    }
    Ok(value)
}

/// No attributes but these, and those of ADL that SCORM 1.2 knows.
fn only(node: Node<'_, '_>, allowed: &[&str]) -> Result<()> {
    for attribute in node.attributes() {
        let known = match attribute.namespace() {
            None => allowed.contains(&attribute.name()),
            Some(namespace) => namespace == ADL && attribute.name() == "scormtype",
        };
        if !known {
            let (element, name) = (node.tag_name().name(), attribute.name());
            bail!("<{element}> has no attribute {name}");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::manifest::{Course, Unit, write};
    use super::check;
    use std::collections::BTreeSet;

    fn course() -> Course {
        let unit = |id, page: &str, files: &[&str]| Unit {
            id,
            title: format!("Title & {id}"),
            page: page.to_owned(),
            files: files.iter().map(|file| (*file).to_owned()).collect(),
        };
        Course {
            id: "promptwatt-en".to_owned(),
            title: "«بصمة»".to_owned(),
            units: vec![
                unit("lesson", "learn/index.html", &["learn/lab/index.html"]),
                unit("quiz", "learn/quiz/index.html", &[]),
            ],
            shared: vec!["scorm.js".to_owned()],
        }
    }

    const FILES: [&str; 4] = [
        "learn/index.html",
        "learn/lab/index.html",
        "learn/quiz/index.html",
        "scorm.js",
    ];

    #[test]
    fn what_is_written_is_as_required_and_what_is_not_is_found() {
        let files: BTreeSet<String> = FILES.map(str::to_owned).into();
        let good = write(&course());
        let check_with = |from: &str, to: &str, complaint: Option<&str>| {
            assert!(good.contains(from), "{from}");
            let outcome = check(&good.replacen(from, to, 1), &files);
            match (outcome, complaint) {
                (Ok(()), None) => {}
                (Err(error), Some(complaint)) => {
                    assert!(format!("{error:#}").contains(complaint), "{error:#}");
                }
                (outcome, _) => panic!("{outcome:?} for {from:?} -> {to:?}"),
            }
        };
        check_with("1.0", "1.0", None);
        for (from, to, complaint) in [
            ("</manifest>", "", "no XML"),
            ("imscp_rootv1p1p2", "imscp_v1p1", "root"),
            (
                "<schemaversion>1.2",
                "<schemaversion>2004",
                "its version 1.2",
            ),
            ("<metadata>", "<resources/><metadata>", "in this order"),
            ("ADL SCORM", "IMS Content", "ADL SCORM"),
            ("default=\"course\"", "default=\"other\"", "no organization"),
            (" default=\"course\"", "", "have a default"),
            (
                "identifierref=\"quiz\"",
                "identifierref=\"shared\"",
                "no sco",
            ),
            ("identifier=\"quiz\"", "identifier=\"lesson\"", "twice"),
            (
                "identifier=\"open-quiz\"",
                "identifier=\"1\"",
                "no identifier",
            ),
            ("<title>Title &amp; quiz</title>", "", "title"),
            ("<title>«بصمة»</title>", "<title> </title>", "title"),
            ("type=\"webcontent\"", "type=\"text/html\"", "webcontent"),
            ("scormtype=\"sco\"", "scormtype=\"page\"", "asset, or a sco"),
            (" adlcp:scormtype=\"asset\"", "", "asset, or a sco"),
            ("scormtype", "scormType", "no attribute scormType"),
            (
                "sco\" href=\"learn/index.html\"",
                "sco\"",
                "asset, or a sco",
            ),
            (
                "sco\" href=\"learn/index.html\"",
                "sco\" href=\"scorm.js\"",
                "does not list",
            ),
            (
                "<file href=\"learn/lab/index.html\"/>",
                "<file href=\"lab.html\"/>",
                "not in the package",
            ),
            (
                "<file href=\"learn/lab/index.html\"/>",
                "",
                "no resource lists",
            ),
            (
                "<file href=\"learn/lab/index.html\"/>",
                "<file/>",
                "no href",
            ),
            (
                "<dependency identifierref=\"shared\"/>",
                "<dependency identifierref=\"all\"/>",
                "no other resource",
            ),
            (
                "<dependency identifierref=\"shared\"/>",
                "<dependency identifierref=\"shared\"/><file href=\"scorm.js\"/>",
                "does not stand here",
            ),
            (
                "<item identifier=\"open-lesson\"",
                "<item onclick=\"\" identifier=\"open-lesson\"",
                "no attribute onclick",
            ),
        ] {
            check_with(from, to, Some(complaint));
        }
        let mut more = files.clone();
        more.insert("secret.txt".to_owned());
        assert!(check(&good, &more).is_err());
    }
}
