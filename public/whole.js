// Stands before the boot script, and before the script of frames that fetches the counter.

// Puts the numbers back into the code that the build took out of it for the compressor's sake: the form is told in xtask/src/split/apart.rs.
const whole = (file) => {
  const [total, head, functions, ...lengths] = new Uint32Array(file, 0, 6);
  const bytes = new Uint8Array(file);
  const out = new Uint8Array(total);
  // Where the next byte of the module is; and of the rest, the locals, the constants and the offsets.
  let at = 24;
  let [local, constant, offset] = lengths.map((length) => (at += length));
  let rest = 24;
  at = 0;
  const copy = (to) => {
    while (at < to) out[at++] = bytes[rest++];
  };
  const size = (from) => {
    for (let k = 0; k < 5; k++) out[from - 5 + k] = ((at - from) >> (7 * k)) & 127 | (k < 4 && 128);
  };
  // How many numbers of the rest follow an instruction.
  const follow = new Uint8Array(256);
  for (const code of [2, 3, 4, 12, 13, 16, 35, 36, 37, 38, 63, 64, 66, 208]) follow[code] = 1;
  follow[17] = 2;
  copy(head);
  const code = (at += 5);
  // How many functions there are, as the module says it.
  copy(at + 1 + (functions > 127));
  for (let left = functions; left--; ) {
    const body = (at += 5);
    let depth = 1;
    // First its locals, of which each kind is two numbers.
    let numbers = 2 * bytes[rest] + 1;
    for (;;) {
      while (numbers) (out[at++] = bytes[rest++]) > 127 || numbers--;
      if (!depth || at > total) break;
      const code = (out[at++] = bytes[rest++]);
      numbers = follow[code];
      if (code > 31 && code < 35) {
        while ((out[at++] = bytes[local++]) > 127);
      } else if (code == 65) {
        while ((out[at++] = bytes[constant++]) > 127);
      } else if (code > 39 && code < 63) {
        out[at++] = bytes[rest++];
        while ((out[at++] = bytes[offset++]) > 127);
      } else if (code < 5) depth += numbers;
      else if (code == 11) depth--;
      else if (code == 14) numbers = bytes[rest] + 2;
      // Fractions, of four or eight bytes.
      else if (code > 66 && code < 69) copy(at + 4 * (code - 66));
      else if (code == 252) numbers = bytes[rest] > 7 ? 3 - (bytes[rest] % 2) : 1;
    }
    size(body);
  }
  size(code);
  copy(total);
  return out;
};
