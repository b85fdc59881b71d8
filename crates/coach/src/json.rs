//! Where a text holds JSON, without keeping any of it.

/// How deep objects and arrays may stand in each other: a deeper one is no JSON for the coach.
const DEEPEST: usize = 96;

/// What a stretch of JSON is made of.
pub(crate) struct Json {
    /// One past its last byte.
    pub end: usize,
    /// How many values it has, objects and arrays not counted.
    pub values: usize,
}

/// Reads the object or array that begins at a byte.
///
/// # Errors
/// Where it stopped being JSON: always past `start`, so that looking on from there stays linear.
pub(crate) fn json_at(text: &str, start: usize) -> Result<Json, usize> {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut open: Vec<u8> = Vec::new();
    let mut values = 0;
    // Whether a value (or a key) may come next, and whether it must.
    let mut wants = Wants::Value;
    while let Some(&byte) = bytes.get(at) {
        let failed = Err(at.max(start + 1));
        let object = open.last() == Some(&b'{');
        match byte {
            b' ' | b'\n' | b'\r' | b'\t' => at += 1,
            b'{' | b'['
                if matches!(wants, Wants::Value | Wants::First)
                    && !(object && wants == Wants::First) =>
            {
                if open.len() >= DEEPEST {
                    return failed;
                }
                open.push(byte);
                wants = Wants::First;
                at += 1;
            }
            b'}' | b']' if matches!(wants, Wants::First | Wants::Comma) => {
                if open.pop() != Some(if byte == b'}' { b'{' } else { b'[' }) {
                    return failed;
                }
                at += 1;
                wants = Wants::Comma;
                if open.is_empty() {
                    return Ok(Json { end: at, values });
                }
            }
            b',' if wants == Wants::Comma => {
                wants = if object { Wants::Key } else { Wants::Value };
                at += 1;
            }
            b':' if wants == Wants::Colon => {
                wants = Wants::Value;
                at += 1;
            }
            b'"' => {
                let Some(end) = string_end(bytes, at) else {
                    return Err(bytes.len());
                };
                at = end;
                let key = object && matches!(wants, Wants::First | Wants::Key);
                if !key && !matches!(wants, Wants::First | Wants::Value) {
                    return failed;
                }
                values += usize::from(!key);
                wants = if key { Wants::Colon } else { Wants::Comma };
            }
            b'-' | b'0'..=b'9' | b't' | b'f' | b'n'
                if wants == Wants::Value || (wants == Wants::First && !object) =>
            {
                let rest = bytes.get(at..).unwrap_or(&[]);
                let length = rest
                    .iter()
                    .position(
                        |b| !matches!(b, b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'E'),
                    )
                    .unwrap_or(rest.len());
                let word = rest.get(..length).unwrap_or(&[]);
                let literal = matches!(word, b"true" | b"false" | b"null");
                if !literal && !is_number(word) {
                    return failed;
                }
                values += 1;
                wants = Wants::Comma;
                at += length;
            }
            _ => return failed,
        }
    }
    Err(bytes.len().max(start + 1))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wants {
    /// A value, or the end of an empty object or array.
    First,
    Key,
    Colon,
    Value,
    Comma,
}

/// One past the closing quotation mark of the string that begins at a byte; strings do not span lines.
pub(crate) fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            0..=31 => return None,
            _ => at += 1,
        }
    }
}

/// Whether a word is a number of JSON.
fn is_number(word: &[u8]) -> bool {
    let digits = |from: usize| {
        word.get(from..)
            .unwrap_or(&[])
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let mut at = usize::from(word.first() == Some(&b'-'));
    let whole = digits(at);
    if whole == 0 || (whole > 1 && word.get(at) == Some(&b'0')) {
        return false;
    }
    at += whole;
    if word.get(at) == Some(&b'.') {
        let part = digits(at + 1);
        if part == 0 {
            return false;
        }
        at += 1 + part;
    }
    if matches!(word.get(at), Some(b'e' | b'E')) {
        at += 1 + usize::from(matches!(word.get(at + 1), Some(b'+' | b'-')));
        let part = digits(at);
        if part == 0 {
            return false;
        }
        at += part;
    }
    at == word.len()
}

#[cfg(test)]
mod tests {
    use super::json_at;

    #[test]
    fn json_is_told_from_what_looks_like_it() {
        for (text, values) in [
            ("{}", Some(0)),
            (r#"{"a": [1, -2.5e3, true, null, "x\"y"]}"#, Some(5)),
            ("[1, 2, 3]", Some(3)),
            ("[[], {}]", Some(0)),
            ("[name]", None),
            ("{x}", None),
            ("{{please}}", None),
            (r#"{"a": 1,}"#, None),
            (r#"{"a" 1}"#, None),
            ("[1 2]", None),
            ("[01]", None),
            ("[1", None),
            (r#"{"a": "b"#, None),
            (r#"{1: 2}"#, None),
            ("{\"a\"}", None),
        ] {
            let found = json_at(text, 0).ok();
            assert_eq!(found.as_ref().map(|json| json.values), values, "{text}");
            assert!(found.is_none_or(|json| json.end == text.len()), "{text}");
        }
        assert!(json_at(&"[".repeat(100_000), 0).is_err());
    }
}
