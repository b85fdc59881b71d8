//! The pages of the lessons: which there are, and what kind each is.

/// A page of the lessons.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    /// Its template in `learn/`; `frame.html` stands around each.
    pub(super) template: &'static str,
    /// Its directory below the language's own.
    pub(super) directory: &'static str,
    /// The table of its title and description.
    pub(super) titles: &'static str,
    /// The text of the links to it; empty where only another page of the lessons links it.
    pub(super) link: &'static str,
    /// What it is.
    pub(super) kind: Kind,
}

/// Kinds of pages: whose words they have, and which script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A lesson, with its controls.
    Lesson,
    /// The quiz.
    Quiz,
    /// A page of the teacher pack, which has no script of its own.
    Sheet,
}

/// All pages, in the order of their links.
pub(super) const VIEWS: [View; 8] = [
    View {
        template: "steps.html",
        directory: "learn/",
        titles: "intro",
        link: "views.learn",
        kind: Kind::Lesson,
    },
    View {
        template: "lab.html",
        directory: "learn/lab/",
        titles: "lab",
        link: "views.lab",
        kind: Kind::Lesson,
    },
    View {
        template: "access.html",
        directory: "learn/access/",
        titles: "access",
        link: "views.access",
        kind: Kind::Lesson,
    },
    View {
        template: "method.html",
        directory: "learn/method/",
        titles: "method",
        link: "views.method",
        kind: Kind::Lesson,
    },
    View {
        template: "quiz.html",
        directory: "learn/quiz/",
        titles: "quiz",
        link: "quiz.link",
        kind: Kind::Quiz,
    },
    View {
        template: "teach.html",
        directory: "learn/teach/",
        titles: "teach",
        link: "teach.link",
        kind: Kind::Sheet,
    },
    View {
        template: "worksheet.html",
        directory: "learn/teach/worksheet/",
        titles: "worksheet",
        link: "",
        kind: Kind::Sheet,
    },
    View {
        template: "answers.html",
        directory: "learn/teach/answers/",
        titles: "answers",
        link: "",
        kind: Kind::Sheet,
    },
];
