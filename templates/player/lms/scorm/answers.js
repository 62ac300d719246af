/** How answers are written into the journals of both SCORM standards. */

/** A text for a report: one line, at most `longest` UTF-16 units, no half of a surrogate pair. @param {string} text @param {number} longest */
function reportable(text, longest) {
  const line = text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, " ").trim().slice(0, longest);
  return line.replace(/[\ud800-\udbff]$/, "");
}

/** What was given and what is right in words: where a standard has no room for the places. @param {ReportedPlaces | ReportedPairs} answer */
function answerInWords(answer) {
  const { items } = answer;
  if (answer.type !== "matching") {
    const [given, right] = [answer.given, answer.right].map((places) => places.map((at) => items[at] ?? "").join("; "));
    return { given: given ?? "", right: right ?? "" };
  }
  const { targets } = answer;
  const [given, right] = [answer.given, answer.right].map((pairs) =>
    pairs.map(([from, to]) => `${items[from]} - ${targets[to]}`).join("; "),
  );
  return { given: given ?? "", right: right ?? "" };
}
