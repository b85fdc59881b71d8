//! The targets of `promptwatt-tokens`: packed files, a tokenizer.json, and edits of a document.

use promptwatt_tokens::pack::{hugging_face, pack};
use promptwatt_tokens::{
    Document, Edit, Encoding, Parts, Progress, Tokenizer, Tokens, Vocabulary, Work,
};
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// Where the length of a part's content is in a packed file, and the checksum after it, and the content after that.
const LENGTH: usize = 72;
const CHECKSUM: usize = LENGTH + 4;
const BODY: usize = CHECKSUM + 8;

/// A text in which every part of a vocabulary has something to say.
const TEXT: &str = "The thing's  12345 abcd\r\n\n  Éé naïve ǅ привет Ωμέγα مرحبا بكم שלום नमस्ते ไทย 漢字かなカナ 한국어 👩\u{200d}💻 e\u{301}\0 abcdabcdabcd";

/// A packed vocabulary, as it is and with its checksums made right, as a forger would.
///
/// # Panics
/// When a vocabulary that was accepted does not count as it encodes and decodes, or is another one in its prepared form.
pub fn packed(data: &[u8]) {
    try_packed(data);
    let mut forged = data.to_vec();
    forge(&mut forged);
    try_packed(&forged);
}

fn try_packed(file: &[u8]) {
    if let Ok(vocabulary) = Vocabulary::from_packed(&[file]) {
        let kept = vocabulary.to_prepared();
        let again = Vocabulary::from_packed(&[&kept]).expect("what was read can be kept");
        assert_eq!(again.size(), vocabulary.size());
        assert!(again.to_prepared() == kept, "it is kept as it is");
        agrees_with_itself(&Tokenizer::with_normalizer(vocabulary, normal_form_c), TEXT);
    }
}

/// Makes the lengths fit, where one goes beyond the end, and the checksums.
pub fn forge(file: &mut [u8]) {
    let mut rest = file;
    while let Some((head, body)) = rest.split_at_mut_checked(BODY) {
        let written = u32::from_le_bytes(head[LENGTH..CHECKSUM].try_into().expect("four bytes"));
        let length = body.len().min(written as usize);
        head[LENGTH..CHECKSUM].copy_from_slice(&(length as u32).to_le_bytes());
        let (body, after) = body.split_at_mut(length);
        let checksum = head[..CHECKSUM]
            .iter()
            .chain(&*body)
            .fold(0xcbf2_9ce4_8422_2325, |hash: u64, &byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        head[CHECKSUM..].copy_from_slice(&checksum.to_le_bytes());
        rest = after;
    }
}

/// A `tokenizer.json`: what is read is packed, and what is packed is counted with.
///
/// # Panics
/// When what was packed does not count as it encodes and decodes.
pub fn tokenizer_json(data: &[u8]) {
    let Ok(source) = hugging_face::read(data, "fuzz") else {
        return;
    };
    let Ok(files) = pack(&source) else {
        return;
    };
    let files: Vec<Vec<u8>> = files.into_iter().map(|(_, file)| file).collect();
    let vocabulary = Vocabulary::from_packed(&files).expect("packing proves its output");
    assert_eq!(vocabulary.size(), source.size());
    agrees_with_itself(&Tokenizer::with_normalizer(vocabulary, normal_form_c), TEXT);
}

fn agrees_with_itself(tokenizer: &Tokenizer, text: &str) {
    let count = tokenizer.count(text).0;
    assert!(count <= text.len() * 3, "more tokens than bytes");
    assert_eq!(tokenizer.spans(text).len(), count);
    let mut document = Document::new(text.to_owned());
    assert_eq!(
        document.advance(tokenizer, Work::ALL),
        Progress::Exact(Tokens(count))
    );
    if let Some(ids) = tokenizer.encode(text) {
        assert_eq!(ids.len(), count);
        let decoded = tokenizer.decode(&ids).expect("what it encoded are tokens");
        assert_eq!(decoded, document.counted().as_bytes());
    }
}

fn normal_form_c(text: &str) -> String {
    text.nfc().collect()
}

/// A tokenizer for each vocabulary that is served.
///
/// # Panics
/// When the checkout does not have them.
pub fn tokenizers() -> Vec<Tokenizer> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let folder = folder
        .map(|above| above.join("public/vocab"))
        .find(|folder| folder.is_dir())
        .expect("it is in a checkout");
    [
        Encoding::O200kBase,
        Encoding::Cl100kBase,
        Encoding::Tekken,
        Encoding::Qwen,
        Encoding::DeepSeekV3,
    ]
    .map(|encoding| {
        let files: Vec<Vec<u8>> = encoding
            .files(Parts::ALL)
            .map(|name| std::fs::read(folder.join(name)).expect("the vocabulary is committed"))
            .collect();
        let vocabulary = Vocabulary::from_packed(&files).expect("the vocabulary is whole");
        Tokenizer::with_normalizer(vocabulary, normal_form_c)
    })
    .into()
}

/// Choices out of bytes; zeros after the last.
struct Choices<'a>(&'a [u8]);

impl Choices<'_> {
    fn byte(&mut self) -> usize {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        usize::from(*first)
    }

    /// At most `most`, of which a quarter is near 0.
    fn up_to(&mut self, most: usize) -> usize {
        let (scale, place) = (self.byte(), self.byte());
        if scale < 64 {
            place.min(most)
        } else {
            (scale * 256 + place) % (most + 1)
        }
    }

    /// Characters that tokenizers treat in many ways, or a run of one.
    fn text(&mut self) -> String {
        const ALPHABET: [&str; 32] = [
            "a", "b", "A", "é", "e\u{301}", "'", "s", "ſ", " ", "  ", "\n", "\r\n", "\t", "\u{a0}",
            "1", "٣", "!", "/", "漢", "字", "か", "한", "م", "ً", "ש", "क", "😀", "\u{200d}", "ǅ",
            "\u{5c8}", "\0", "the",
        ];
        let shape = self.byte();
        if shape < 24 {
            let unit = ALPHABET[self.byte() % 32];
            return unit.repeat(1 << (shape % 13));
        }
        (0..shape % 12)
            .map(|_| ALPHABET[self.byte() % 32])
            .collect()
    }

    /// At a character boundary.
    fn place(&mut self, text: &str) -> usize {
        text.floor_char_boundary(self.up_to(text.len()))
    }
}

/// A text is edited, and its count asked for now and then: it must be that of the text counted afresh.
///
/// # Panics
/// When it is not.
pub fn edits(tokenizers: &[Tokenizer], data: &[u8]) {
    let mut choices = Choices(data);
    let tokenizer = &tokenizers[choices.byte() % tokenizers.len()];
    let mut text = choices.text();
    let mut document = Document::new(text.clone());
    while !choices.0.is_empty() && text.len() < 20_000 {
        let start = choices.place(&text);
        let mut end = text.floor_char_boundary((start + choices.byte()).min(text.len()));
        let what = choices.byte();
        if what % 16 == 0 {
            end = text.len();
        }
        let replacement = choices.text();
        let edit = Edit {
            utf8: start..end.max(start),
            replacement,
        };
        if what % 8 == 1 {
            would_save(tokenizer, &document, &edit);
        }
        text.replace_range(edit.utf8.clone(), &edit.replacement);
        document.replace(edit.utf8, &edit.replacement);
        assert_eq!(document.text(), text);
        match what % 4 {
            0 => {}
            1 => drop(document.advance(tokenizer, Work { bytes: what })),
            2 => is_exact(tokenizer, &mut document, Work { bytes: 700 }),
            _ => is_exact(tokenizer, &mut document, Work::ALL),
        }
    }
    is_exact(tokenizer, &mut document, Work::ALL);
}

fn is_exact(tokenizer: &Tokenizer, document: &mut Document, work: Work) {
    let mut progress = document.advance(tokenizer, work);
    // Every call goes over a byte at least.
    for _ in 0..document.text().len() * 4 + 100 {
        if let Progress::Exact(_) = progress {
            break;
        }
        progress = document.advance(tokenizer, work);
    }
    let count = tokenizer.count(document.text());
    assert_eq!(progress, Progress::Exact(count), "{:?}", document.text());
    let all = 0..document.counted().len();
    let spans = document.spans(tokenizer, all).expect("it is counted");
    assert_eq!(spans.len(), count.0);
}

fn would_save(tokenizer: &Tokenizer, document: &Document, edit: &Edit) {
    let saving = document.what_if(tokenizer, std::slice::from_ref(edit), Work::ALL);
    let mut after = document.text().to_owned();
    after.replace_range(edit.utf8.clone(), &edit.replacement);
    let before = tokenizer.count(document.text()).0 as i64;
    let difference = before - tokenizer.count(&after).0 as i64;
    if saving.exact {
        assert_eq!(saving.tokens, difference, "{:?} {edit:?}", document.text());
    }
}
