//! `imsmanifest.xml` of a SCORM 1.2 package.

use std::fmt::Write;

/// What is in a package.
#[derive(Clone, Debug)]
pub struct Course {
    /// Its identifier: letters, digits and `-`, a letter first.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What learners open, in order: each reports completion, and the quiz a score.
    pub units: Vec<Unit>,
    /// Files that several of them need.
    pub shared: Vec<String>,
}

/// Something that a learner opens: a "SCO".
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its identifier.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// The page that is opened.
    pub page: String,
    /// Other files of its own.
    pub files: Vec<String>,
}

/// The namespaces of IMS content packaging 1.1.2 and of its additions by ADL, as SCORM 1.2 names them.
pub const IMS: &str = "http://www.imsproject.org/xsd/imscp_rootv1p1p2";
pub const ADL: &str = "http://www.adlnet.org/xsd/adlcp_rootv1p2";

/// The manifest as XML.
pub fn write(course: &Course) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest identifier=\"{}\" version=\"1.0\" xmlns=\"{IMS}\" xmlns:adlcp=\"{ADL}\">\n",
        escaped(&course.id)
    );
    let _ = write!(
        xml,
        "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>\n<organizations default=\"course\">\n<organization identifier=\"course\">\n<title>{}</title>\n",
        escaped(&course.title)
    );
    for unit in &course.units {
        let (id, title) = (unit.id, escaped(&unit.title));
        let _ = writeln!(
            xml,
            "<item identifier=\"open-{id}\" identifierref=\"{id}\"><title>{title}</title></item>"
        );
    }
    xml.push_str("</organization>\n</organizations>\n<resources>\n");
    for unit in &course.units {
        let (id, page) = (unit.id, escaped(&unit.page));
        let _ = writeln!(
            xml,
            "<resource identifier=\"{id}\" type=\"webcontent\" adlcp:scormtype=\"sco\" href=\"{page}\">"
        );
        for file in std::iter::once(&unit.page).chain(&unit.files) {
            let _ = writeln!(xml, "<file href=\"{}\"/>", escaped(file));
        }
        xml.push_str("<dependency identifierref=\"shared\"/>\n</resource>\n");
    }
    xml.push_str(
        "<resource identifier=\"shared\" type=\"webcontent\" adlcp:scormtype=\"asset\">\n",
    );
    for file in &course.shared {
        let _ = writeln!(xml, "<file href=\"{}\"/>", escaped(file));
    }
    xml.push_str("</resource>\n</resources>\n</manifest>\n");
    xml
}

fn escaped(text: &str) -> String {
    let mut xml = String::new();
    crate::pages::template::escape_into(&mut xml, text);
    xml
}
