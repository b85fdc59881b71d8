//! How views take part in changes, in few types.
//!
//! Every distinct closure type in a view makes the compiler write out the whole machinery of a reactive node again, about 5 kB each. Boxing the closures
//! leaves one machine for texts, one for flags, one for lists: measured, the page's wasm shrank by more than half.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;

/// A text that follows the desk.
pub type Text = Box<dyn FnMut() -> String + Send>;
/// A condition that follows the desk.
pub type Flag = Box<dyn FnMut() -> bool + Send>;
/// A list that follows the desk.
pub type List = Box<dyn FnMut() -> Vec<AnyView> + Send>;

/// A text that follows the desk.
pub fn text(read: impl FnMut() -> String + Send + 'static) -> Text {
    Box::new(read)
}

/// A condition that follows the desk.
pub fn flag(read: impl FnMut() -> bool + Send + 'static) -> Flag {
    Box::new(read)
}

/// A list that follows the desk. Rows are drawn anew in their places: give them no state of their own.
pub fn list(read: impl FnMut() -> Vec<AnyView> + Send + 'static) -> List {
    Box::new(read)
}

/// What a press does.
pub fn press(act: impl FnMut() + 'static) -> Box<dyn FnMut(MouseEvent)> {
    let mut act = act;
    Box::new(move |_| act())
}

/// What a new value in a control does; the value as text.
pub fn change(mut act: impl FnMut(String) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(move |event| act(event_target_value(&event)))
}

/// A button. `named` is what a screen reader says instead of the label, where that is not enough.
pub fn button(class: &'static str, label: Text, named: Option<String>, disabled: Flag, act: impl FnMut() + 'static) -> AnyView {
    view! {
        <button type="button" class=class aria-label=named disabled=disabled on:click=press(act)>
            {label}
        </button>
    }
    .into_any()
}

/// A button that is always there, with a fixed label.
pub fn fixed_button(class: &'static str, label: &'static str, named: Option<String>, act: impl FnMut() + 'static) -> AnyView {
    button(class, text(move || label.to_owned()), named, flag(|| false), act)
}

/// A paragraph.
pub fn note(class: &'static str, read: Text) -> AnyView {
    view! { <p class=class>{read}</p> }.into_any()
}

/// A figure or unit that keeps its own direction inside right-to-left text.
pub fn figure_view(read: Text) -> AnyView {
    view! { <span class="n">{read}</span> }.into_any()
}
