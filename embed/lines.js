// What an exchange costs by the tokens of its prompt: the figures until the counter, or the page's app, is there.
const usual = "{{model}}";
// For the low, middle and high figure: the watt-hours of an exchange with prompts of so many tokens.
const priced = {{priced}};
// Nothing else goes by a name: "constructor" is no model.
const lines = { __proto__: null, [usual]: {{figures}} };

/** The watt-hours of a prompt, on the lines between those that were priced. */
const between = (line, tokens) => {
  const from = tokens > priced[1] ? 1 : 0;
  return line[from] + ((line[from + 1] - line[from]) * (tokens - priced[from])) / (priced[from + 1] - priced[from]);
};

/** The figures of a text, by one of `lines`. */
const estimated = (text, line) => {
  const tokens = estimate(text);
  const [low, central, high] = [tokens.low, tokens.central, tokens.high].map((n, at) => between(line[at], n));
  return { exact: false, tokens, wattHours: { low, central, high } };
};

// The lines of all other models, once one is asked for.
let others;
const fetchLines = async (fetching) => {
  try {
    others ??= fetching().then((module) => Object.assign(lines, module.default));
    await others;
  } catch (error) {
    others = undefined;
    throw error;
  }
};
