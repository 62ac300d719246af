/** Typing a short text. */

/** Composed characters, no white space at the ends, single spaces between words. @param {string} text */
function foldedText(text) {
  return text.normalize("NFC").slice(0, TEXT_LONGEST).replace(/\s+/g, " ").trim();
}

/** @param {string} text @param {AcceptedText} accepted */
function textMatches(text, accepted) {
  const fold = (/** @type {string} */ value) => (accepted.caseSensitive ? foldedText(value) : foldedText(value).toLowerCase());
  if (accepted.kind === "regex") return regexMatches(foldedText(text), accepted);
  if (accepted.kind === "wildcard") return wildcardMatches(fold(text), fold(accepted.text));
  return fold(text) === fold(accepted.text);
}

/**
 * Whether `pattern`, in which each `*` stands for any characters and `\*` for itself, is all of `text`. Pieces are found
 * from left to right, so the cost grows with the lengths only, whatever is typed.
 * @param {string} text @param {string} pattern
 */
function wildcardMatches(text, pattern) {
  const pieces = pattern.replace(/\\\*/g, "\0").split("*").map((piece) => piece.replace(/\0/g, "*"));
  if (pieces.length === 1) return text === pieces[0];
  const head = pieces.shift() ?? "";
  const tail = pieces.pop() ?? "";
  if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length) return false;
  let at = head.length;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= text.length - tail.length;
}

/** Longer answers than a pattern can be compared with at once are wrong (`coursepack.questions.slow_patterns`). @param {string} text @param {AcceptedText} accepted */
function regexMatches(text, { text: pattern, caseSensitive, longest = TEXT_LONGEST }) {
  if (text.length > longest) return false;
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(`^(?:${pattern})$`, caseSensitive ? flags : `${flags}i`).test(text);
    } catch {
      // Not a pattern in this dialect: try the older one, then let it match nothing.
    }
  }
  return false;
}

INTERACTIONS["text"] = {
  ...TYPED_ENTRY,
  waiting: "type-first",

  share(definition, _question, answer) {
    const { accepted } = /** @type {TextDefinition} */ (definition);
    return "text" in answer && accepted.some((one) => textMatches(answer.text, one)) ? 1 : 0;
  },

  feedback(definition, answer) {
    const { answerFeedback: list } = /** @type {TextDefinition} */ (definition);
    if (!("text" in answer)) return null;
    return answerFeedback(list, (text) => textMatches(answer.text, { text, kind: "wildcard", caseSensitive: false }));
  },

  report(definition, answer) {
    const { accepted } = /** @type {TextDefinition} */ (definition);
    const right = accepted.map(({ text, caseSensitive }) => ({ texts: [text], caseMatters: caseSensitive }));
    return { type: "fill-in", given: ["text" in answer ? answer.text : ""], right };
  },
};
