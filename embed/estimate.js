// The tokens of a text by what its characters are: promptwatt-tokens' own estimate, with its own figures, which the build writes here.
const weights = {{weights}};
// The pieces of o200k_base: no token goes beyond one.
const PIECES =
  /[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?:'(?:[sStTmMdD]|[rR][eE]|[vV][eE]|[lL][lL]))?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?:'(?:[sStTmMdD]|[rR][eE]|[vV][eE]|[lL][lL]))?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu;
const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;
const IS_NUMBER = /^\p{N}/u;
const IS_SPACE = /^\s+$/u;
const IS_ASCII = /^[\0-\x7f]+$/;
// A longer text is estimated by its beginning.
const MOST_UTF16 = 50_000;

/** The tokens: the 5th percentile, the middle, the 95th. */
export const estimate = (whole) => {
  const text = whole.slice(0, MOST_UTF16);
  let [pieces, further, latin, marked, plainBeyond, markedBeyond] = [0, 0, 0, 0, 0, 0];
  for (const [piece] of text.matchAll(PIECES)) {
    const length = [...piece].length;
    const beyond = (free) => Math.max(length - free, 0);
    const isAscii = IS_ASCII.test(piece);
    const [first] = LETTER_OR_NUMBER.exec(piece) ?? [];
    pieces += 1;
    if (first ? IS_NUMBER.test(first) : IS_SPACE.test(piece)) continue;
    let [free, perCharacter] = weights.others[isAscii ? 1 : 2];
    if (first) {
      const code = first.codePointAt(0);
      const row = weights.scripts.find(([last]) => code <= last);
      [free, perCharacter] = row ? row.slice(1) : weights.others[0];
      if (free == null) {
        latin += 1;
        if (isAscii) {
          plainBeyond += Math.min(beyond(weights.word[0]), weights.word[1]);
          further += weights.no_word[1] * beyond(weights.no_word[0]);
        } else {
          marked += 1;
          markedBeyond += beyond(weights.marked_free);
        }
        continue;
      }
    }
    further += perCharacter * beyond(free);
  }
  const foreign = Math.min(marked / Math.max(latin, 1), weights.most_foreign);
  further += plainBeyond * (weights.plain[0] + weights.plain[1] * foreign) + markedBeyond * weights.marked * foreign;
  const chance = 0.5 / Math.max(pieces, 1);
  const [below, above] = weights.widths;
  const central = pieces + further;
  const low = Math.max(central * Math.max(1 - Math.sqrt(below * below + chance / 2), 0), pieces);
  const most = new TextEncoder().encode(text).length;
  const high = Math.max(Math.min(central * (1 + Math.sqrt(above * above + chance)), most), central);
  const scale = text ? whole.length / text.length : 1;
  return { low: low * scale, central: central * scale, high: high * scale };
};
