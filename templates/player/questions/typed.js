/** What all typed answers have in common: texts, numbers, and blanks of either. */

/** Longest answer that is compared, in characters: what anybody would type as a short text, and no more. */
const TEXT_LONGEST = 255;

/** @param {HTMLElement} form */
function typedInput(form) {
  return /** @type {HTMLInputElement | null} */ (one(".answer input", form));
}

/** The feedback that belongs to the first of `list` that `matches`. @param {AnswerFeedback[]} list @param {(text: string) => boolean} matches */
function answerFeedback(list, matches) {
  return list.find((entry) => matches(entry.text))?.feedback ?? null;
}

/** What may be typed, as a person would: no pattern, and a number without its tolerance, or its range. @param {TextDefinition | NumericDefinition} definition */
function typedSolution({ accepted }) {
  for (const one of accepted) {
    if ("value" in one) return one.text.includes("..") ? one.text : `${one.value} ${one.unit}`.trim();
    if (one.kind === "literal") return one.text;
  }
  return "";
}

/** What text and number have in common. @type {Pick<Interaction, "read" | "restore" | "mark" | "unmark" | "lock" | "solution">} */
const TYPED_ENTRY = {
  read(form) {
    const text = typedInput(form)?.value.trim().slice(0, TEXT_LONGEST);
    return text ? { text } : null;
  },

  restore(form, _definition, answer) {
    const input = typedInput(form);
    if (input) input.value = answer && "text" in answer ? answer.text : "";
  },

  mark() {},

  unmark() {},

  solution: typedSolution,

  lock(form, locked) {
    const input = typedInput(form);
    if (input) input.readOnly = locked;
  },
};
