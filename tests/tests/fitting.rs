//! Everything is to be seen in whatever size, spacing, motion and colours a person has chosen: from 320 px (a wide window at 400 %) to a 4K screen.

use promptwatt_tests::{
    Axe, Engine, OTHER_PAGES, Page, Preference, Served, Theme, VIEWPORTS, Viewport,
    on_every_engine, through_all_views, unfold_all,
};

const LANGUAGES: [(&str, &str); 4] = [("en", "/"), ("ar", "/ar/"), ("fr", "/fr/"), ("es", "/es/")];

/// What does not fit: a page that scrolls sideways; something beyond its edges; text beyond the frame that it stands in, or cut off by it; marks of an
/// axis over each other; a sign in a line of its own, away from the words that it explains.
const MISFITS: &str = "
    const root = document.documentElement, width = root.clientWidth, found = [];
    const name = (one) => one.tagName.toLowerCase() + (one.id ? '#' + one.id : one.className ? '.' + String(one.className.baseVal ?? one.className).split(' ')[0] : '');
    const scrolls = (one) => { const { overflowX } = getComputedStyle(one); return overflowX === 'auto' || overflowX === 'scroll'; };
    const within = (one, test) => { for (let at = one; at && at !== root; at = at.parentElement) if (test(at)) return at; };
    if (root.scrollWidth > width + 1) found.push(`the page is ${root.scrollWidth} wide`);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
      const parent = node.parentElement;
      if (!node.data.trim() || !parent.checkVisibility({ visibilityProperty: true })) continue;
      if (within(parent, (one) => scrolls(one) || one.matches('.unseen, .skip, svg, option'))) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = node.data.trim().slice(0, 40);
      const frame = within(parent, (one) => one.matches('button, .button, .card, .two > div, .choices, td, th'));
      const cut = within(parent, (one) => one !== document.body && getComputedStyle(one).overflowX !== 'visible');
      for (const box of range.getClientRects()) {
        if (box.width <= 1) continue;
        if (box.left < -1 || box.right > width + 1) found.push(`${name(parent)} beyond the page: ${text}`);
        for (const [edge, what] of [[frame, 'beyond'], [cut, 'cut off by']]) {
          const { left, right } = edge?.getBoundingClientRect() ?? box;
          if (box.left < left - 1 || box.right > right + 1) found.push(`${name(parent)} ${what} ${name(edge)}: ${text}`);
        }
      }
    }
    for (const one of document.querySelectorAll('button, input, select, textarea, a[href], svg, canvas, img, iframe')) {
      if (!one.checkVisibility({ visibilityProperty: true }) || within(one, (at) => at.matches('.unseen, .skip') || (at !== one && scrolls(at)))) continue;
      const box = one.getBoundingClientRect();
      if (box.width > 1 && (box.left < -1 || box.right > width + 1)) found.push(`${name(one)} beyond the page`);
    }
    for (const ends of document.querySelectorAll('.ends')) {
      if (!ends.checkVisibility()) continue;
      const labels = [...ends.children].filter((one) => one.textContent.trim() && one.checkVisibility({ visibilityProperty: true })).map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return range.getBoundingClientRect();
      });
      labels.slice(1).forEach((box, index) => {
        const last = labels[index];
        if (box.top < last.bottom && last.top < box.bottom && box.left < last.right && last.left < box.right) found.push(`${name(ends)}: labels over each other: ${ends.textContent}`);
      });
    }
    for (const sign of document.querySelectorAll('p .why')) {
      if (!sign.checkVisibility({ visibilityProperty: true })) continue;
      const box = sign.getBoundingClientRect(), before = document.createRange();
      before.setStart(sign.closest('p'), 0);
      before.setEndBefore(sign);
      const isBeside = ({ width, top, bottom }) => width > 5 && bottom > box.top + 4 && top < box.bottom - 4;
      if (![...before.getClientRects()].some(isBeside)) found.push(`${name(sign)} in a line of its own: ${before}`);
    }
    return [...new Set(found)]";

/// What a person who reads better with more room asks for (WCAG 1.4.12). Letters of a joined script stay joined.
const SPACED: &str = "
    const sheet = document.styleSheets[0];
    sheet.insertRule('* { line-height: 1.5 !important; word-spacing: .16em !important }', sheet.cssRules.length);
    sheet.insertRule(':root:not(:lang(ar)) * { letter-spacing: .12em !important }', sheet.cssRules.length);
    sheet.insertRule('p { margin-block-end: 2em !important }', sheet.cssRules.length)";

#[track_caller]
fn texts_from(page: &Page, script: &str) -> Vec<String> {
    serde_json::from_value(page.run(script, Vec::new())).expect("texts")
}

#[track_caller]
fn misfits(page: &Page, state: &str) -> Vec<String> {
    let found = texts_from(page, MISFITS).into_iter();
    found.map(|one| format!("{state}: {one}")).collect()
}

#[test]
fn every_view_fits_from_320_px_to_a_4k_screen() {
    on_every_engine(|engine| {
        let served = Served::start();
        let mut found = Vec::new();
        for (language, path) in LANGUAGES {
            for size in sizes(engine, language) {
                let page = engine.open(&served, path, size);
                through_all_views(&page, |view| {
                    let state = format!("{engine:?} {language} {} {view}", size.width);
                    found.extend(misfits(&page, &state));
                });
                page.run(SPACED, Vec::new());
                let state = format!("{engine:?} {language} {} spaced", size.width);
                found.extend(misfits(&page, &state));
            }
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    });
}

/// The narrowest and a phone's in every language; the widest in one of either direction, where the engine's window can be so large; and two narrow columns
/// in a language of long words.
fn sizes(engine: Engine, language: &str) -> Vec<Viewport> {
    let mut sizes = vec![VIEWPORTS.narrow, VIEWPORTS.phone];
    if engine == Engine::Chromium && matches!(language, "en" | "ar") {
        sizes.extend([VIEWPORTS.tablet, VIEWPORTS.huge]);
    }
    if engine == Engine::Chromium && language == "es" {
        // Where the footprint's card is narrowest beside the prompt.
        sizes.push(Viewport {
            width: 1024,
            height: 768,
        });
    }
    sizes
}

#[test]
fn every_other_page_fits_too() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.narrow);
        let mut found = Vec::new();
        for (language, path) in LANGUAGES {
            for other in OTHER_PAGES {
                page.go(&served.url(&[path, other].concat()));
                for size in sizes(engine, language) {
                    page.resize(size);
                    page.wait_until_at_rest();
                    unfold_all(&page);
                    found.extend(misfits(
                        &page,
                        &format!("{engine:?} {path}{other} {}", size.width),
                    ));
                }
                page.resize(VIEWPORTS.narrow);
                page.run(SPACED, Vec::new());
                found.extend(misfits(&page, &format!("{engine:?} {path}{other} spaced")));
            }
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    });
}

/// What moved by itself since the page was opened.
const MOVED: &str = "
    const done = arguments[0];
    new PerformanceObserver((list, me) => {
      me.disconnect();
      done(list.getEntries().filter((one) => !one.hadRecentInput).flatMap(({ value, sources }) => sources.map(({ node, previousRect, currentRect }) =>
        `${value.toFixed(4)}: ${node?.outerHTML?.slice(0, 60) ?? node?.data}: ${JSON.stringify(previousRect)} -> ${JSON.stringify(currentRect)}`)));
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done([]), 300)";

#[test]
fn nothing_moves_while_the_page_starts() {
    on_every_engine(|engine| {
        if engine != Engine::Chromium {
            // The only engine that tells.
            return;
        }
        let served = Served::start();
        let mut found = Vec::new();
        for (language, path) in LANGUAGES {
            for size in [
                VIEWPORTS.narrow,
                VIEWPORTS.phone,
                VIEWPORTS.tablet,
                VIEWPORTS.desktop,
            ] {
                let page = engine.open(&served, path, size);
                page.wait_until("the app has started", |page| {
                    page.run(
                        "return document.documentElement.matches(':not(.starting)')",
                        Vec::new(),
                    ) == true
                });
                page.wait_until_at_rest();
                let moved = page.run_async(MOVED, Vec::new());
                let moved: Vec<String> = serde_json::from_value(moved).expect("texts");
                found.extend(
                    moved
                        .iter()
                        .map(|one| format!("{language} {} {one}", size.width)),
                );
            }
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    });
}

#[test]
fn what_does_not_fit_is_found() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.narrow);
        page.run(
            "const plant = (id, style) => { const one = document.querySelector('main').appendChild(document.createElement('p')); \
               one.id = id; one.textContent = 'Unbreakable'.repeat(9); Object.assign(one.style, style); }; \
             plant('wide', { overflowWrap: 'normal' }); plant('cut', { overflow: 'hidden', whiteSpace: 'nowrap' })",
            Vec::new(),
        );
        let found = misfits(&page, "planted").join("\n");
        for wanted in ["the page is", "p#wide beyond the page", "p#cut cut off by"] {
            assert!(found.contains(wanted), "{wanted}: {found}");
        }
    });
}

#[test]
fn nothing_moves_for_those_who_do_not_want_it() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        if !page.prefer(Preference::ReducedMotion) {
            return;
        }
        let moving = "return [...document.querySelectorAll('*')].filter((one) => { \
            const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(one); \
            return /[1-9]/.test(transitionDuration) || (animationName !== 'none' && /[1-9]/.test(animationDuration)) || scrollBehavior === 'smooth'; \
          }).map((one) => one.outerHTML.slice(0, 80))";
        through_all_views(&page, |view| {
            assert_eq!(texts_from(&page, moving), Vec::<String>::new(), "{view}");
        });
        for other in OTHER_PAGES {
            page.go(&served.url(&format!("/{other}")));
            page.wait_until_at_rest();
            assert_eq!(texts_from(&page, moving), Vec::<String>::new(), "{other}");
        }
    });
}

/// Notes what is drawn by its background alone.
const DRAWN: &str = "
    window.drawn = [...document.querySelectorAll('main *')].filter((one) => {
      const { backgroundColor, backgroundImage, borderTopWidth } = getComputedStyle(one);
      const filled = backgroundImage !== 'none' || !/^(transparent|rgba\\(.*, 0\\))$/.test(backgroundColor);
      return filled && !one.textContent.trim() && parseFloat(borderTopWidth) === 0 && one.checkVisibility({ visibilityProperty: true })
        && one.getBoundingClientRect().width > 0 && !one.matches('input, textarea, select, button');
    });
    return window.drawn.length";

/// What of it cannot be told from what is behind any more.
const VANISHED: &str = "
    const behind = (one) => { for (let at = one.parentElement; at; at = at.parentElement) { const { backgroundColor } = getComputedStyle(at); if (!/, 0\\)$|transparent/.test(backgroundColor)) return backgroundColor; } };
    return window.drawn.filter((one) => { const { backgroundColor, backgroundImage } = getComputedStyle(one); return backgroundImage === 'none' && (backgroundColor === behind(one) || /, 0\\)$|transparent/.test(backgroundColor)); })
      .map((one) => one.outerHTML.slice(0, 80) + ' in ' + one.parentElement.outerHTML.slice(0, 80))";

/// Pressed buttons that look like the ones beside them.
const UNMARKED: &str = "
    return [...document.querySelectorAll('[aria-pressed=true], [aria-current=page]')].filter((one) => one.checkVisibility()).filter((one) => {
      const { outlineStyle, borderBottomStyle, textDecorationLine, forcedColorAdjust, backgroundColor } = getComputedStyle(one);
      const other = [...one.parentElement.children].find((at) => at !== one && at.matches(one.tagName));
      return outlineStyle === 'none' && (!other || getComputedStyle(other).backgroundColor === backgroundColor) && textDecorationLine === 'none';
    }).map((one) => one.outerHTML.slice(0, 120))";

#[test]
fn drawings_and_choices_are_seen_in_a_persons_own_colours() {
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        let mut found = Vec::new();
        through_all_views(&page, |view| {
            let drawn = page.run(DRAWN, Vec::new());
            assert!(drawn.as_u64() > Some(3), "{view}: {drawn}");
            if page.prefer(Preference::ForcedColours) {
                for script in [VANISHED, UNMARKED] {
                    let lost = texts_from(&page, script).into_iter();
                    found.extend(lost.map(|one| format!("{view}: {one}")));
                }
                page.prefer_nothing();
            }
        });
        assert!(found.is_empty(), "{}", found.join("\n"));
    });
}

#[test]
fn those_who_ask_for_more_contrast_get_it() {
    let axe = Axe::load();
    on_every_engine(|engine| {
        let served = Served::start();
        let page = engine.open(&served, "/", VIEWPORTS.desktop);
        if !page.prefer(Preference::MoreContrast) {
            return;
        }
        let mut found = Vec::new();
        for theme in [Theme::Light, Theme::Dark] {
            page.run("localStorage.clear(); sessionStorage.clear()", Vec::new());
            page.go("about:blank");
            page.go(&served.url("/"));
            page.choose_theme(theme);
            through_all_views(&page, |view| {
                let checked = axe.check_contrast(&page);
                assert!(checked.looked_at("color-contrast-enhanced"));
                let violations = checked.violations.into_iter();
                found.extend(violations.map(|one| format!("{theme:?} {view}: {one}")));
            });
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    });
}
