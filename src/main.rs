//! Starts the page.

fn main() {
    promptwatt_app::start();
}
