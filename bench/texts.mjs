// The texts that every engine counts, in Node and in browsers.

/** Numbers below a bound, the same every time (xorshift). */
export function random(seed) {
  let state = seed;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

/** The length of a text in UTF-8, bytes. Nothing is made that would have to be collected: a collector that is at work beside the first pass doubles its time. */
function utf8Length(text) {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0);
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

// Text without repeated sentences: common words are commoner, and every eighth is made up of syllables, so that no cache
// knows all words.
const WORDS = {
  English: ["the of and to in a is that for it was on are as with they be at this have from or by one had not but what all were when we there can an your which their said if do will each about how up out them then she many some so these would other into has more her two like him see time could no make than first been its who now people my made over did down only way find use may water long little very after words called just where most know", " ", [". ", ", ", ".\n\n", "; "], "an ber con dis er fi gra hol im jo ken lis mor nat or pre qui re sta tion un ver wil xi yes zan"],
  code: ["let mut fn pub struct impl for in if else match return Some None Ok Err self.value &mut usize Vec<u32> String .iter() .map(|x| .collect() => -> :: { } ( ) [i] == != += < > // TODO \"text\" 0 1 42 0xff buffer index count read_line parseNumber HashMap<String,", " ", ["\n    ", ";\n", " {\n        ", "();\n"], "get_ set_ is_ to_ from_ Data Node List index value key map _ptr _len Buffer Reader parse write _mut"],
  Arabic: ["في من على إلى عن هذا هذه التي الذي كان كانت أن إن لا ما مع كل بعد قبل عند أو ثم قال قد لم لن بين حتى غير يكون العالم الناس الحياة العلم اللغة العربية الكتاب المدينة الوقت السؤال الجواب", " ", ["، ", ". ", "\n"], "ال ست مت وا ين كم نا مد كر سل حب قل شر فت عم طر"],
  Chinese: ["的 一 是 在 不 了 有 和 人 这 中 大 为 上 个 国 我 以 要 他 时 来 用 们 生 到 作 地 于 出 就 分 对 成 会 可 主 发 年 动 同 工 也 能 下 过 子 说 产 种 面 而 方 后 多 定 行 学 法 所 民 得 经 语言 模型 能源 问题 回答 总结 程序 函数 变量", "", ["，", "。", "、", "“"], "编 译 内 存 安 全 权 类 型 数 据 结 构 网 络 系 统 设 计 研 究 历 史 文 化"],
  Hindi: ["के में है की से को का और पर एक यह हैं नहीं था ने कि भी हो जो कर तो इस लिए साथ अपने वह थे बाद जब तक किया गया लोग समय भारत देश काम बात", " ", ["। ", ", ", "\n"], "प्र सं वि अनु कार ता पन वान शील कर ना ती"],
  emoji: ["Great news 🎉 🚀 ❤️ 👍🏽 👩‍💻 😂 shipped today 🙏 thanks everyone 🇫🇷 ✅ 👨‍👩‍👧‍👦 🔥 see you 👋", " ", ["! ", "\n", "!! "], "😀 😎 🤖 🌍 ⚡ 💧 🌱 ok yes"],
};

function written([words, between, stops, syllables], bytes) {
  words = words.split(" ");
  syllables = syllables.split(" ");
  const below = random(42);
  const parts = [];
  let size = 0;
  while (size < bytes) {
    let word = words[below(below(words.length) + 1)];
    if (below(8) === 0) {
      word = "";
      for (let n = 1 + below(4); n > 0; n--) word += syllables[below(syllables.length)];
    }
    word += below(12) === 0 ? stops[below(stops.length)] : between;
    parts.push(word);
    size += utf8Length(word);
  }
  return parts.join("");
}

function letters(length, one) {
  const below = random(7);
  return Array.from({ length }, () => one(below)).join("");
}

export const texts = Object.fromEntries(Object.entries(WORDS).map(([name, parts]) => [name, (bytes) => written(parts, bytes)]));
export const odd = {
  "one letter": (bytes) => "a".repeat(bytes),
  spaces: (bytes) => " ".repeat(bytes),
  newlines: (bytes) => "\n".repeat(bytes),
  "random letters": (bytes) => letters(bytes, (below) => String.fromCharCode(97 + below(26))),
  "random hanzi": (bytes) => letters(bytes / 3, (below) => String.fromCharCode(0x4e00 + below(20000))),
  base64: (bytes) => letters(bytes, (below) => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[below(64)]),
};
