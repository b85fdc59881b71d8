//! What axe-core finds in every view of the page, in every language and theme.

use promptwatt_tests::{
    Axe, Engine, OTHER_PAGES, Page, Person, Served, Theme, VIEWPORTS, on_every_engine,
    through_all_views, unfold_all,
};

const LANGUAGES: [(&str, &str); 4] = [("en", "/"), ("ar", "/ar/"), ("fr", "/fr/"), ("es", "/es/")];

/// Rules that have something to say in every state; a check in which one of them found nothing to look at was none.
const ALWAYS: [&str; 6] = [
    "button-name",
    "color-contrast",
    "html-has-lang",
    "label",
    "region",
    "target-size",
];

/// What breaks a rule on the page as it is now, by the `state` it is in; each of the rules that `always` apply must have had something to look at.
#[track_caller]
fn violations(axe: &Axe, page: &Page, state: &str, always: &[&str]) -> Vec<String> {
    let checked = axe.check(page);
    for rule in always {
        assert!(checked.looked_at(rule), "{rule} looked at nothing: {state}");
    }
    let found = checked.violations.into_iter();
    found
        .map(|violation| format!("{state}: {violation}"))
        .collect()
}

#[test]
fn no_view_of_the_page_breaks_a_rule_of_accessibility() {
    let axe = Axe::load();
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let mut broken = Vec::new();
        for (index, (language, path)) in LANGUAGES.into_iter().enumerate() {
            for theme in [Theme::Light, Theme::Dark] {
                if !is_worth_it(engine, language, theme) {
                    continue;
                }
                // Each language is seen in both sizes, one in each theme.
                let size = if (index % 2 == 0) == (theme == Theme::Light) {
                    VIEWPORTS.desktop
                } else {
                    VIEWPORTS.phone
                };
                page.resize(size);
                page.run("localStorage.clear(); sessionStorage.clear()", Vec::new());
                page.go("about:blank");
                page.go(&served.url(path));
                page.choose_theme(theme);
                through_all_views(&page, |view| {
                    let state = format!("{engine:?} {language} {theme:?} {} {view}", size.width);
                    broken.extend(violations(&axe, &page, &state, &ALWAYS));
                });
                assert_eq!(page.console_errors(), Vec::<String>::new());
            }
        }
        assert!(broken.is_empty(), "{}", broken.join("\n"));
    });
}

#[test]
fn no_lesson_and_no_page_for_sites_breaks_a_rule_either() {
    let axe = Axe::load();
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let mut broken = Vec::new();
        for (index, (language, path)) in LANGUAGES.into_iter().enumerate() {
            let theme = if index % 2 == 0 {
                Theme::Light
            } else {
                Theme::Dark
            };
            if !is_worth_it(engine, language, theme) {
                continue;
            }
            page.resize(VIEWPORTS.desktop);
            page.go(&served.url(path));
            // The other pages take the theme over.
            page.choose_theme(theme);
            for other in OTHER_PAGES {
                page.go(&served.url(&[path, other].concat()));
                for size in [VIEWPORTS.desktop, VIEWPORTS.phone] {
                    page.resize(size);
                    page.wait_until_at_rest();
                    unfold_all(&page);
                    let state = format!("{engine:?} {path}{other} {theme:?} {}", size.width);
                    broken.extend(violations(&axe, &page, &state, &["color-contrast"]));
                }
                assert_eq!(page.console_errors(), Vec::<String>::new());
            }
        }
        assert!(broken.is_empty(), "{}", broken.join("\n"));
    });
}

/// The rules read the same document in every engine: where one has looked at all combinations, two opposite ones do for the others.
fn is_worth_it(engine: Engine, language: &str, theme: Theme) -> bool {
    engine == Engine::Chromium
        || matches!(
            (language, theme),
            ("en", Theme::Light) | ("ar", Theme::Dark)
        )
}

#[test]
fn what_breaks_a_rule_is_found() {
    let axe = Axe::load();
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let person = Person::at(&page, "en");
        page.wait_until("the app has started", |_| person.figures().is_some());
        page.run(
            "const plant = (tag, css) => Object.assign(document.querySelector('main').appendChild(document.createElement(tag)), { id: css }); \
             plant('button', 'unnamed'); \
             const faint = plant('p', 'faint'); faint.textContent = 'Faint'; faint.style.color = '#ccc'; faint.style.background = '#fff'; \
             for (const at of ['small-1', 'small-2']) { const small = plant('button', at); small.textContent = '.'; \
               small.style.cssText = 'inline-size: 10px; block-size: 10px; min-block-size: 0; padding: 0; margin: 0'; }",
            Vec::new(),
        );
        let found = axe.check(&page).violations;
        for violation in [
            "button-name: #unnamed",
            "color-contrast: #faint",
            "target-size: #small-1",
        ] {
            assert!(
                found.iter().any(|one| one.starts_with(violation)),
                "{violation}: {found:?}"
            );
        }
    });
}
