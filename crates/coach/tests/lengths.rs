//! How long an answer a prompt asks for, as `lengths.tsv` says: a cause, a case, the length (a unit and a number, or none), the prompt. The model is trained on
//! them too. A case whose name begins with `open` is known to be misread; where it no longer is, the word goes.

mod reading;
use reading::read;

#[test]
fn every_length_of_the_table_is_read() {
    let mut wrong = Vec::new();
    for line in include_str!("lengths.tsv").lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [cause, name, expected, text] = fields[..] else {
            panic!("four fields: {line}");
        };
        let limit = read(text).answer.stated_limit;
        let found = limit.map_or("none".to_owned(), |limit| {
            format!("{} {}", limit.unit.id(), limit.at_most)
        });
        if (found != expected) != name.starts_with("open") {
            wrong.push(format!("{cause}, {name}: {found}, not {expected}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
