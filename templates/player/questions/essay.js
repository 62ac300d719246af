/** Writing at length. Nobody marks it here: the learner compares it with the model answer. */

/** Longest text that is kept, in characters. */
const ESSAY_LONGEST = 4000;

/** @param {HTMLElement} form */
function essayField(form) {
  return /** @type {HTMLTextAreaElement} */ (one("textarea", form));
}

/** @param {HTMLElement} form */
function countWords(form) {
  const count = essayField(form).value.split(/\s+/).filter(Boolean).length;
  say(one("[data-count]", form), words("word-count", { count }));
}

INTERACTIONS["essay"] = {
  waiting: "write-first",
  drafts: true,

  setUp(form) {
    form.addEventListener("input", () => countWords(form));
  },

  read(form) {
    const text = essayField(form).value.trim().slice(0, ESSAY_LONGEST);
    return text ? { text } : null;
  },

  restore(form, _definition, answer) {
    essayField(form).value = answer && "text" in answer ? answer.text : "";
    countWords(form);
  },

  share() {
    return 0;
  },

  mark() {},

  unmark() {},

  lock(form, locked) {
    essayField(form).readOnly = locked;
  },

  feedback(definition) {
    const { model } = /** @type {EssayDefinition} */ (definition);
    return model && [["p", {}, ["strong", {}, words("model-answer")]], ...model];
  },

  report(_definition, answer) {
    return { type: "long-fill-in", given: ["text" in answer ? answer.text : ""], right: [] };
  },
};
