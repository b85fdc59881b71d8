//! A row that is wrong stops the build, and the message says where and what.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

// Tests read every column, but not every function of the build.
#[allow(dead_code)]
#[path = "../build/compile.rs"]
mod compile;
#[path = "../build/table.rs"]
mod table;

use table::Table;

const MODELS: &str = include_str!("../data/models.tsv");
const REGIONS: &str = include_str!("../data/regions.tsv");
const FACTORS: &str = include_str!("../data/factors.tsv");

#[track_caller]
fn refused(compile: compile::Compile, file: &str, text: &str, from: &str, to: &str, message: &str) {
    assert!(text.contains(from), "the data no longer has {from:?}");
    let broken = text.replacen(from, to, 1);
    let line = broken
        .lines()
        .zip(text.lines())
        .position(|(new, old)| new != old)
        .unwrap()
        + 1;
    let fault = Table::parse(file, &broken)
        .and_then(|table| compile(&table))
        .unwrap_err();
    assert_eq!(fault, format!("{file}:{line}: {message}"));
}

#[test]
fn a_wrong_model_is_named() {
    let models = |from: &str, to: &str, message: &str| {
        refused(compile::models, "models.tsv", MODELS, from, to, message)
    };
    models(
        "\t70\t70\t1\t",
        "\t70\tmany\t1\t",
        "total \"many\" is not a number",
    );
    models(
        "\t70\t70\t1\t",
        "\t71\t70\t1\t",
        "active 71 is more than total 70",
    );
    models(
        "\t70\t70\t1\t",
        "\t0\t70\t1\t",
        "active is 0, but must be from 0.01 to 100000",
    );
    models(
        "\t70\t70\t1\t",
        "\t70\t70\t3\t",
        "a model of unpublished size has confidence C",
    );
    models(
        "\t8/256\t8\t",
        "\t8/256\t3\t",
        "bits \"3\" must be 16, 8 or 4",
    );
    models(
        "\t8/256\t",
        "\t256/256\t",
        "routed 256/256 must use at least one expert and not all",
    );
    models(
        "\t8/256\t",
        "\t32/256\t",
        "routed 32/256 is more than active/total, 37/671",
    );
    models(
        "\t8/256\t",
        "\teight\t",
        "routed \"eight\" is not like 8/256",
    );
    models(
        "tier-nano\t",
        "tier nano\t",
        "id \"tier nano\" may only have a-z, 0-9, -, . and _",
    );
    models(
        "tier-small\t",
        "tier-nano\t",
        "\"tier-nano\" stands already in line 5",
    );
    models(
        "2026-11-23",
        "last week",
        "read \"last week\" is not a date like 2026-11-23",
    );
    models("\t2026-11-23", "", "22 columns, but the header names 23");
    models(
        "openai/gpt-oss-20b",
        "chatgpt",
        "the name \"chatgpt\" belongs to another model already",
    );
}

#[test]
fn a_wrong_region_or_factor_is_named() {
    let regions = |from: &str, to: &str, message: &str| {
        refused(compile::regions, "regions.tsv", REGIONS, from, to, message)
    };
    regions(
        "AE\tUnited",
        "are\tUnited",
        "code \"are\" is neither two capital letters nor WORLD",
    );
    regions(
        "\t561.1\t2022\t",
        "\t561.1\t\t",
        "grid and grid_year stand together",
    );
    regions(
        "\t561.1\t",
        "\t0\t",
        "grid is 0, but must be from 1 to 2000",
    );
    refused(
        compile::factors,
        "factors.tsv",
        FACTORS,
        "1.15\t1.40\t1.70",
        "1.15\t1.80\t1.70",
        "low, central, high are not in order",
    );
    refused(
        compile::factors,
        "factors.tsv",
        FACTORS,
        "1.15\t1.40\t1.70",
        "1.15\tNaN\t1.70",
        "central is NaN, but must be from 0 to 1000000",
    );
}

#[test]
fn an_empty_file_and_a_missing_column_are_named() {
    assert_eq!(
        Table::parse("x.tsv", "# nothing\n").map(|_| ()),
        Err("x.tsv: the header row is missing".to_owned())
    );
    let table = Table::parse("x.tsv", "id\nhost\n").unwrap();
    assert_eq!(
        compile::factors(&table),
        Err("x.tsv: the column \"unit\" is missing".to_owned())
    );
}
