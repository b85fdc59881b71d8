#!/usr/bin/env python3
"""Writes classes.bin: the class of every Unicode scalar value, as OpenAI's own core sees it.

The classes are not read from a Unicode file but asked of the official `tiktoken` core itself (0.14.0): an encoding
whose pattern is one class keeps a character that belongs to it and drops any other. So the table has, by
construction, the Unicode version of the reference, and newly assigned scripts cannot differ. The answers were
compared with the Unicode Character Database: they are those of Unicode 16.0.

    python3 -m venv venv && venv/bin/pip install tiktoken==0.14.0
    venv/bin/python crates/tokens/src/classes/generate.py

Layout of classes.bin: first stage, one byte per block of 256 code points below LIMIT, the number of a block; second
stage, the blocks, a byte for each code point: the index of its class in CLASSES. (Two code points a byte are half as many bytes, and more after compression.)
Code points from LIMIT on are CONTROL, except the RANGES that are printed for classes.rs.
"""

from pathlib import Path

import tiktoken

# The order is that of the bits in classes.rs.
CLASSES = [
    r"[\p{Lu}\p{Lt}]",
    r"\p{Ll}",
    r"[\p{Lm}\p{Lo}]",
    r"\p{M}",
    r"\p{N}",
    r"[\s--[\r\n]]",
    r"[\r\n]",
    r"[\p{P}\p{S}]",
]
CONTROL = len(CLASSES)
LIMIT = 0x20000
BLOCK = 256


def ask(pattern):
    bytes_only = {bytes([b]): b for b in range(256)}
    core = tiktoken.Encoding("class", pat_str=pattern, mergeable_ranks=bytes_only, special_tokens={})
    return lambda text: core.encode_ordinary(text)


def main():
    of = [CONTROL] * 0x110000
    for index, pattern in enumerate(CLASSES):
        keeps = ask(pattern)
        for start in range(0, 0x110000, 256):
            page = [c for c in range(start, start + 256) if not 0xD800 <= c < 0xE000]
            if not page or not keeps("".join(map(chr, page))):
                continue
            for c in page:
                if keeps(chr(c)):
                    assert of[c] == CONTROL, hex(c)
                    of[c] = index
    stage, blocks = bytearray(), []
    for start in range(0, LIMIT, BLOCK):
        row = bytes(of[start : start + BLOCK])
        if row not in blocks:
            blocks.append(row)
        stage.append(blocks.index(row))
    assert len(blocks) <= 256
    data = bytes(stage) + b"".join(blocks)
    Path(__file__).with_name("classes.bin").write_bytes(data)
    print(f"{len(data)} bytes, {len(blocks)} blocks")
    start = LIMIT
    for c in range(LIMIT, 0x110001):
        if c == 0x110000 or of[c] != of[start]:
            if of[start] != CONTROL:
                print(f"RANGES: {start:#x}..={c - 1:#x} class {of[start]}")
            start = c


if __name__ == "__main__":
    main()
