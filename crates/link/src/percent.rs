//! Percent-encoding, as addresses carry any text.

/// Writes a text behind another so that only letters, digits and `-._~,` of ASCII stand for themselves. Linear.
pub fn write(into: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b',') {
            into.push(byte as char);
        } else {
            into.push('%');
            for half in [byte >> 4, byte & 15] {
                into.push((half + if half < 10 { b'0' } else { b'A' - 10 }) as char);
            }
        }
    }
}

/// Reads such a text: `None` where an escape is broken, where it is not UTF-8, and where a character stands for itself that never does so in an
/// address (`&`, blanks, controls, anything outside ASCII). Linear.
#[must_use]
pub fn read(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => digit(rest.next()?)? << 4 | digit(rest.next()?)?,
            b'!'..=b'~' if byte != b'&' => byte,
            _ => return None,
        });
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use proptest::prelude::*;

    fn written(text: &str) -> String {
        let mut into = String::new();
        write(&mut into, text);
        into
    }

    #[test]
    fn broken_escapes_are_refused() {
        for (text, value) in [
            ("", Some("")),
            ("a%20b", Some("a b")),
            ("%D9%85", Some("م")),
            ("%d9%85", Some("م")),
            ("%3Cscript%3E", Some("<script>")),
            ("%", None),
            ("%2", None),
            ("%zz", None),
            ("%+1", None),
            ("%FF", None),
            ("%ED%A0%80", None),
            ("a b", None),
            ("a&b", None),
            ("a\tb", None),
            ("م", None),
        ] {
            assert_eq!(read(text).as_deref(), value, "{text}");
        }
        assert_eq!(written("a b<م>"), "a%20b%3C%D9%85%3E");
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in any::<String>()) {
            let address = written(&text);
            prop_assert!(address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'&' && byte != b'#'));
            prop_assert_eq!(read(&address), Some(text));
        }
    }
}
