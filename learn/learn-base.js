// What every page of the lessons begins with: theme and digits as the visitor chose them on the main page, and, once it is there, its keeping for use
// without a connection. A classic script before the style sheets, so that nothing is painted in another way first. It carries no words.
{
  const { src } = document.currentScript;
  const root = document.documentElement;
  const KEY = "promptwatt.";
  // Storage may be blocked.
  const setting = (name) => {
    try {
      return localStorage.getItem(KEY + name);
    } catch {}
  };

  const theme = setting("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  // Readers of Arabic choose their digits. Whatever the page or its controls write is rewritten before it is painted; src/texts.rs does the same for the
  // main page. What is English, such as sources and names, stays as it is, and so does a name in an Arabic text: Llama 3.1 8B.
  if (root.lang === "ar") {
    const LATIN = "0123456789.,%";
    const ARABIC = "٠١٢٣٤٥٦٧٨٩٫٬٪";
    const isSign = (letter, at, word) => !".,".includes(letter) || (at > 0 && at + 1 < word.length);
    const number = (word) => word.replace(/[\d.,%]/g, (letter, at) => (isSign(letter, at, word) ? ARABIC[LATIN.indexOf(letter)] : letter));
    const words = /[!-@[-`]*[a-z][!-z|~]*([ \u00a0][!-z|~]+)*|[!-z|~]+/gi;
    const toArabic = (text) => text.replace(words, (word) => (/\d/.test(word) && !/[a-z]/i.test(word) ? number(word) : word));
    const toLatin = (text) => text.replace(/[٠-٩٫٬٪]/g, (letter) => LATIN[ARABIC.indexOf(letter)]);

    let isArabic = setting("digits") === "arab";
    const write = (node) => {
      if (node.parentElement?.closest("[lang=en], [data-figure^=factors], time, textarea, script, style")) return;
      const text = (isArabic ? toArabic : toLatin)(node.data);
      if (text !== node.data) node.data = text;
    };
    const SAID = "aria-valuetext";
    const say = (element) => {
      const text = (isArabic ? toArabic : toLatin)(element.getAttribute(SAID));
      if (text !== element.getAttribute(SAID)) element.setAttribute(SAID, text);
    };
    const writeAll = (within) => {
      if (within.nodeType === Node.TEXT_NODE) return write(within);
      const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) write(walker.currentNode);
    };
    const watcher = new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === "childList") addedNodes.forEach(writeAll);
        else if (type === "attributes") say(target);
        else write(target);
      }
    });
    const watch = () => {
      root.classList.toggle("arab", isArabic);
      watcher.observe(root, { subtree: true, childList: true, characterData: true, attributeFilter: [SAID] });
    };
    if (isArabic) watch();
    addEventListener("DOMContentLoaded", () => {
      const button = document.getElementById("digits");
      button.hidden = false;
      button.onclick = () => {
        isArabic = !isArabic;
        try {
          localStorage.setItem(KEY + "digits", isArabic ? "arab" : "latn");
        } catch {}
        watch();
        writeAll(root);
        document.querySelectorAll(`[${SAID}]`).forEach(say);
      };
    });
  }

  // As the main page does. The browser's cache still has what came past the worker.
  const keep = async () => {
    const { serviceWorker } = navigator;
    await serviceWorker.register(new URL("sw.js", src));
    const { active } = await serviceWorker.ready;
    const post = (list) => active.postMessage(list.getEntries().map(({ name }) => name));
    new PerformanceObserver(post).observe({ type: "resource", buffered: true });
  };
  addEventListener("load", () => {
    if (document.body.dataset.build) keep().catch(() => {});
  });
}
