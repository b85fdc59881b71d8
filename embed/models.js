// What exchanges cost with the models that hardly any tag names: as the figures in frame.js.
export default {{models}};
