//! A row that is wrong stops the build, and the message says where and what.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

// Tests read every column, but not every function of the build.
#[allow(dead_code, unused_imports)]
#[path = "../build/compile/mod.rs"]
mod compile;
#[allow(dead_code)]
#[path = "../build/table.rs"]
mod table;

use compile::{Constants, models::Known};

use table::Table;

const MODELS: &str = include_str!("../data/models.tsv");
const REGIONS: &str = include_str!("../data/regions.tsv");
const GPUS: &str = include_str!("../data/gpus.tsv");
const FACTORS: &str = include_str!("../data/factors.tsv");

type Compile = fn(&Table) -> Result<String, String>;

fn models(table: &Table) -> Result<String, String> {
    let named = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    let known = Known {
        gpus: named(&["h100", "b200", "h200", "a100", "tpu", "apple-m", "rtx-4090"]),
        providers: named(&[
            "google",
            "microsoft",
            "aws",
            "meta",
            "oracle",
            "openai",
            "anthropic",
            "cohere",
            "mistral",
            "huggingface",
            "alibaba",
            "deepseek",
            "xai",
        ]),
    };
    compile::models(table, &known)
}

fn factors(table: &Table) -> Result<String, String> {
    compile::factors(table, None).map(|(source, _)| source)
}

fn constants() -> Constants {
    let table = Table::parse("factors.tsv", FACTORS).unwrap();
    compile::factors(&table, None).unwrap().1
}

fn gpus(table: &Table) -> Result<String, String> {
    compile::gpus(table, &constants())
}

#[track_caller]
fn refused(compile: Compile, file: &str, text: &str, from: &str, to: &str, message: &str) {
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
    let wrong = |from: &str, to: &str, message: &str| {
        refused(models, "models.tsv", MODELS, from, to, message)
    };
    wrong(
        "\t70\t70\t1\t",
        "\t70\tmany\t1\t",
        "total \"many\" is not a number",
    );
    wrong(
        "\t70\t70\t1\t",
        "\t71\t70\t1\t",
        "active 71 is more than total 70",
    );
    wrong(
        "\t70\t70\t1\t",
        "\t0\t70\t1\t",
        "active is 0, but must be from 0.01 to 100000",
    );
    wrong(
        "\t70\t70\t1\t",
        "\t70\t70\t3\t",
        "a model of unpublished size has confidence C",
    );
    wrong(
        "\t61x576\t8\t",
        "\t61x576\t3\t",
        "bits \"3\" must be 16, 8 or 4",
    );
    wrong(
        "\t8/256\t",
        "\t256/256\t",
        "routed 256/256 must use at least one expert and not all",
    );
    wrong(
        "\t8/256\t",
        "\t32/256\t",
        "routed 32/256 is more than active/total, 37/671",
    );
    wrong(
        "\t8/256\t",
        "\teight\t",
        "routed \"eight\" is not like 8/256",
    );
    wrong(
        "tier-nano\t",
        "tier nano\t",
        "id \"tier nano\" may only have a-z, 0-9, -, . and _",
    );
    wrong(
        "tier-small\t",
        "tier-nano\t",
        "\"tier-nano\" stands already in line 7",
    );
    for (from, to, message) in [
        (
            "\t32x2048\t",
            "\t32*2048\t",
            "kv \"32*2048\" is not like 32x2048 or 18x1024@128",
        ),
        (
            "\t32x2048\t",
            "\t0x2048\t",
            "kv \"0x2048\" is not like 32x2048 or 18x1024@128",
        ),
        (
            "18x1024@128\t",
            "18x1024@0\t",
            "kv \"18x1024@0\" is not like 32x2048 or 18x1024@128",
        ),
        (
            "\t18x1024+18x1024@128\t",
            "\t18x1024@9+18x1024@128\t",
            "kv has two windows of different length",
        ),
        (
            "\topenai\tas-given",
            "\tnobody\tas-given",
            "provider \"nobody\" is not in providers.tsv",
        ),
        (
            "\topenai\tas-given",
            "\topenai\tgiven",
            "hardware \"given\" must be as-given or mixed",
        ),
        (
            "\th100\t64",
            "\tv100\t64",
            "gpu \"v100\" is not in gpus.tsv",
        ),
    ] {
        wrong(from, to, message);
    }
    wrong(
        "2026-11-23",
        "last week",
        "read \"last week\" is not a date like 2026-11-23",
    );
    wrong("\t2026-11-23", "", "24 columns, but the header names 25");
    wrong(
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
        factors,
        "factors.tsv",
        FACTORS,
        "1.15\t1.40\t1.70",
        "1.15\t1.80\t1.70",
        "low, central, high are not in order",
    );
    refused(
        factors,
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
        factors(&table),
        Err("x.tsv: the column \"unit\" is missing".to_owned())
    );
}

#[test]
fn a_wrong_accelerator_is_named() {
    let wrong =
        |from: &str, to: &str, message: &str| refused(gpus, "gpus.tsv", GPUS, from, to, message);
    wrong(
        "\tdatacentre\t80\t",
        "\tcellar\t80\t",
        "setting \"cellar\" must be datacentre or local",
    );
    wrong(
        "\t700\t",
        "\t-700\t",
        "watts is -700, but must be from 1 to 10000",
    );
    wrong("\tA\tFit", "\tD\tFit", "mark \"D\" must be A, B or C");
    wrong(
        "\t0.125\t",
        "\t\t",
        "an accelerator with derived constants cannot have mark A",
    );
    wrong(
        "\t2027-11-01\t",
        "\tsoon\t",
        "review \"soon\" is not a date like 2026-11-23",
    );
}

#[test]
fn an_older_factor_that_the_newest_set_lacks_is_named() {
    let renamed = FACTORS.replacen("pue\t", "efficiency\t", 1);
    let fault = Table::parse("factors.tsv", &renamed)
        .and_then(|table| compile::factors(&table, Some(&constants())))
        .unwrap_err();
    assert!(
        fault.ends_with("the newest set has no factor \"efficiency\": keep it there with a value that does nothing"),
        "{fault}"
    );
}
