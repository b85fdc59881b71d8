//! How long a key takes: from its press to the changed number of tokens and to the next painted frame, in Chromium through the built page; what of that is
//! the page's own work; and the painted frame of a bare text area of the same size, which is the floor.

use promptwatt_tests::{Engine, Page, Person, Served, VIEWPORTS};
use serde_json::{Value, json};
use std::thread;
use std::time::Duration;

/// Keys pressed in each place.
const KEYS: usize = 68;
/// The browser paints every 17 ms. Keys come at every phase of that, as a person's do: otherwise all of them would just reach the next frame, or just miss it.
const FRAME_MS: usize = 17;
/// Letters that hardly ever join the token before: the number must change.
const LETTERS: &[&str] = &["q", "7", "z", "!", "x", "(", "j", "9"];

const LINE: &str = "The moon pulls the sea on its near side more than the earth, and the earth more than the sea on its far side.\n";

/// Begins to note, for each key, when it went down, when the number changed, and when the next frame was painted.
const WATCH: &str = "
    const [field, number] = arguments;
    window.keys = [];
    let key = null;
    field.addEventListener('keydown', (event) => {
        key = { down: event.timeStamp, number: null, painted: null };
        keys.push(key);
        const mine = key;
        requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => { mine.painted = performance.now(); }; channel.port2.postMessage(0); });
    }, true);
    addEventListener('input', () => { if (key) key.heard = performance.now(); }, true);
    addEventListener('input', () => { if (key) key.own = key.down + performance.now() - key.heard; });
    if (number) new MutationObserver(() => { if (key && key.number === null) key.number = performance.now(); })
        .observe(number, { characterData: true, childList: true, subtree: true });
";

/// Puts a bare text area of the size of the page's in place of the document's text.
const BARE: &str = "
    const field = document.createElement('textarea');
    field.rows = 7;
    Object.assign(field.style, { width: '640px', font: '16px sans-serif' });
    document.body.replaceChildren(field);
";

fn main() {
    let served = Served::start();
    println!(
        "{KEYS} keys each; ms from key press, median and 95th percentile (and keys that changed the number); above: the mean painted, less the bare mean"
    );
    println!(
        "{:<10} {:<9} {:<7} {:>16} {:>22} {:>18} {:>18} {:>7}",
        "prompt", "form", "typed", "own work", "number", "painted", "bare, painted", "above"
    );
    for (name, bytes) in [("10 kB", 10_000), ("100 kB", 100_000), ("1 MB", 1_000_000)] {
        for (form, line) in [("lines", LINE), ("one line", LINE.trim_end())] {
            for (place, middle) in [("end", false), ("middle", true)] {
                let script = script(line, bytes / line.len() + 1);
                let page = Engine::Chromium.open(&served, "/", VIEWPORTS.desktop);
                let person = Person::at(&page, "en");
                person.prompt().fill_by(&script);
                person.reads_an_exact_count();
                page.wait_until_at_rest();
                let ours = press(&page, middle, true);
                // In a document of the same server: in one from nowhere, such as about:blank, Chromium reports a selection in a third of the time.
                let bare =
                    Engine::Chromium.open(&served, "/manifest.webmanifest", VIEWPORTS.desktop);
                bare.run(BARE, Vec::new());
                bare.by_css("textarea").put_by(&script);
                let floor = press(&bare, middle, false);
                let changed = times(&ours, "number");
                println!(
                    "{name:<10} {form:<9} {place:<7} {:>16} {:>22} {:>18} {:>18} {:>7.1}",
                    summary(times(&ours, "own")),
                    format!("{} ({})", summary(changed.clone()), changed.len()),
                    summary(times(&ours, "painted")),
                    summary(times(&floor, "painted")),
                    mean(&times(&ours, "painted")) - mean(&times(&floor, "painted")),
                );
            }
        }
    }
}

/// A function body that makes so many lines.
fn script(line: &str, lines: usize) -> String {
    format!("return {}.repeat({lines})", json!(line))
}

/// Presses the keys, each after the last one has been answered; what was noted.
fn press(page: &Page, middle: bool, ours: bool) -> Vec<Value> {
    page.run(
        "const field = document.querySelector('textarea'); field.focus(); const at = arguments[0] ? field.value.length >> 1 : field.value.length; \
         field.setSelectionRange(at, at); field.scrollTop = arguments[0] ? field.scrollHeight / 2 : field.scrollHeight;",
        vec![json!(middle)],
    );
    let watch = format!(
        "(function () {{ {WATCH} }})(document.querySelector('textarea'), arguments[0] ? [...document.querySelectorAll('#strip b')][0] : null)"
    );
    page.run(&watch, vec![json!(ours)]);
    for index in 0..KEYS {
        let letter = LETTERS[index % LETTERS.len()];
        // Seven has no factor in common with a frame, so that each phase comes as often.
        thread::sleep(Duration::from_millis((index * 7 % FRAME_MS) as u64));
        for (kind, text) in [("keyDown", letter), ("keyUp", "")] {
            page.devtools(
                "Input.dispatchKeyEvent",
                &json!({ "type": kind, "key": letter, "text": text }),
            );
        }
        page.wait_until("the key is painted", |page| {
            page.run(
                "return keys.length > arguments[0] && keys[arguments[0]].painted !== null",
                vec![json!(index)],
            ) == true
        });
    }
    let keys = page.run("return keys", Vec::new());
    keys.as_array().cloned().unwrap_or_default()
}

fn times(keys: &[Value], what: &str) -> Vec<f64> {
    keys.iter()
        .filter_map(|key| Some(key[what].as_f64()? - key["down"].as_f64()?))
        .collect()
}

fn mean(times: &[f64]) -> f64 {
    times.iter().sum::<f64>() / times.len() as f64
}

fn summary(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        times.get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1)))
    };
    match (at(0.5), at(0.95)) {
        (Some(median), Some(high)) => format!("{median:.1} / {high:.1}"),
        _ => "none".into(),
    }
}
