//! Promptwatt's page: Leptos components over the report crate.
#![forbid(unsafe_code)]

use leptos::prelude::*;

/// Starts the page.
pub fn start() {
    leptos::mount::mount_to_body(|| view! { <p>"…"</p> });
}
