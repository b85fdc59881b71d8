//! Marks on a text of the page: the browser's own highlights, which add no element, so that Arabic letters stay joined; and rectangles over it.

use crate::bridge::page::{call, document, element, window};
use js_sys::{Array, Function, Object, Reflect};
use std::ops::Range;
use wasm_bindgen::prelude::*;

fn get(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &name.into())
}

fn number(object: &JsValue, name: &str) -> f64 {
    get(object, name)
        .ok()
        .and_then(|value| value.as_f64())
        .unwrap_or(0.0)
}

fn new(class: &str, arguments: &Array) -> Result<JsValue, JsValue> {
    let class: Function = get(&window(), class)?.dyn_into()?;
    Reflect::construct(&class, arguments)
}

/// A range of the one text in an element, in UTF-16 units.
fn range(id: &str, utf16: &Range<usize>) -> Result<JsValue, JsValue> {
    let text: JsValue = element(id)
        .and_then(|element| element.first_child())
        .ok_or(JsValue::NULL)?
        .into();
    let range = call(&document(), "createRange", &[])?;
    let at = |place: usize| JsValue::from(u32::try_from(place).unwrap_or(u32::MAX));
    call(&range, "setStart", &[text.clone(), at(utf16.start)])?;
    call(&range, "setEnd", &[text, at(utf16.end)])?;
    Ok(range)
}

/// Marks ranges (UTF-16 units) of the one text in an element under a name that the style sheet knows, and nothing else under that name. Without the
/// browser's highlights nothing is marked; a range that is not in the text is left out.
///
/// Ranges that follow each other without a gap become one: whatever changes in the page, Chromium looks at each again before it paints (0.13 ms in 10 kB).
pub fn mark(id: &str, name: &str, utf16: &[Range<usize>]) {
    let marked = || -> Result<(), JsValue> {
        let highlight = new("Highlight", &Array::new())?;
        for places in utf16.chunk_by(|one, next| one.end == next.start) {
            let (Some(first), Some(last)) = (places.first(), places.last()) else {
                continue;
            };
            if let Ok(range) = range(id, &(first.start..last.end)) {
                call(&highlight, "add", &[range])?;
            }
        }
        let registry = get(&get(&window(), "CSS")?, "highlights")?;
        call(&registry, "set", &[name.into(), highlight])?;
        Ok(())
    };
    let _ = marked();
}

/// A rectangle to draw over the text.
pub struct Frame {
    /// The range of the text that it stands around, UTF-16 units. One that runs over lines has a rectangle on each.
    pub utf16: Range<usize>,
    /// Its class.
    pub class: &'static str,
}

/// Draws rectangles around ranges of the one text in the element `text` into the element `into`, which lies over it, instead of those that were there.
pub fn outline(text: &str, into: &str, frames: &[Frame]) {
    let Some(place) = element(into) else { return };
    place.set_text_content(None);
    let drawn = || -> Result<(), JsValue> {
        let origin = call(&place, "getBoundingClientRect", &[])?;
        let (left, top) = (number(&origin, "left"), number(&origin, "top"));
        for one in frames {
            let rectangles = call(&range(text, &one.utf16)?, "getClientRects", &[])?;
            for rectangle in Array::from(&rectangles).iter() {
                let drawn = document().create_element("i")?;
                drawn.set_attribute("class", one.class)?;
                let style = get(&drawn, "style")?;
                for (property, value) in [
                    ("left", number(&rectangle, "left") - left),
                    ("top", number(&rectangle, "top") - top),
                    ("width", number(&rectangle, "width")),
                    ("height", number(&rectangle, "height")),
                ] {
                    Reflect::set(&style, &property.into(), &pixels(value).into())?;
                }
                place.append_child(&drawn)?;
            }
        }
        Ok(())
    };
    let _ = drawn();
}

/// A length for a style, to a tenth of a pixel.
fn pixels(value: f64) -> String {
    // Integers print with far less code than floats.
    let tenths = (value * 10.0).round() as i32;
    let sign = if tenths < 0 { "-" } else { "" };
    let tenths = tenths.unsigned_abs();
    [
        sign,
        &(tenths / 10).to_string(),
        ".",
        &(tenths % 10).to_string(),
        "px",
    ]
    .concat()
}

/// Scrolls the element around a text so far that a range of the text (UTF-16 units) can be seen. The page itself stays where it is.
pub fn bring_into_view(text: &str, around: &str, utf16: &Range<usize>) {
    let (Ok(range), Some(around)) = (range(text, utf16), element(around)) else {
        return;
    };
    let (Ok(place), Ok(window)) = (
        call(&range, "getBoundingClientRect", &[]),
        call(&around, "getBoundingClientRect", &[]),
    ) else {
        return;
    };
    let above = number(&place, "top") - number(&window, "top");
    let below = number(&place, "bottom") - number(&window, "bottom");
    if above < 0.0 || below > 0.0 {
        // A third of the window above it, for orientation.
        let shift = above - number(&window, "height") / 3.0;
        let top = number(&around, "scrollTop") + shift;
        let _ = Reflect::set(&around, &"scrollTop".into(), &top.into());
    }
}

/// The UTF-16 position in the one text of an element that a click reached; `None` where the browser does not say or it was elsewhere.
#[must_use]
pub fn place_of_click(id: &str, event: &JsValue) -> Option<usize> {
    let at = [get(event, "clientX").ok()?, get(event, "clientY").ok()?];
    let (node, offset) = match call(&document(), "caretPositionFromPoint", &at) {
        Ok(place) => (get(&place, "offsetNode").ok()?, number(&place, "offset")),
        Err(_) => {
            let place = call(&document(), "caretRangeFromPoint", &at).ok()?;
            (
                get(&place, "startContainer").ok()?,
                number(&place, "startOffset"),
            )
        }
    };
    let text: JsValue = element(id)?.first_child()?.into();
    (node == text).then_some(offset as usize)
}

/// Where grapheme clusters begin in a text, UTF-8 bytes, as the browser knows them.
#[must_use]
pub fn clusters(text: &str) -> Vec<usize> {
    let segmented = || -> Result<Vec<usize>, JsValue> {
        let options = Object::new();
        Reflect::set(&options, &"granularity".into(), &"grapheme".into())?;
        let class: Function = get(&get(&window(), "Intl")?, "Segmenter")?.dyn_into()?;
        let segmenter =
            Reflect::construct(&class, &Array::of2(&JsValue::UNDEFINED, &options.into()))?;
        let segments = call(&segmenter, "segment", &[text.into()])?;
        let mut starts = Vec::new();
        let (mut utf8, mut utf16) = (0, 0);
        let mut characters = text.chars();
        for segment in Array::from(&segments).iter() {
            let start = number(&segment, "index") as usize;
            while utf16 < start {
                let Some(character) = characters.next() else {
                    break;
                };
                utf8 += character.len_utf8();
                utf16 += character.len_utf16();
            }
            starts.push(utf8);
        }
        Ok(starts)
    };
    // Without a segmenter each character is taken for a cluster.
    segmented().unwrap_or_else(|_| text.char_indices().map(|(at, _)| at).collect())
}
