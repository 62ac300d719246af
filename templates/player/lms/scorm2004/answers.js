/** Answers and times as SCORM 2004 has them (Run-Time Environment, 4.1 and 4.2.9): readable identifiers, real text, ranges (R26). */

/** The most choices, pairs or items that every LMS takes in one answer, and the most blanks. */
const SCORM2004_MOST = 36;
const SCORM2004_BLANKS = 10;

/** Longest readable part of an identifier: an answer of 36 pairs still has less than 4,000 characters. */
const SCORM2004_READABLE = 40;

/** Numbers that every LMS takes: more digits are refused by some [Moodle 4.5, scorm-again 3.4]. */
const SCORM2004_NUMBER = /^-?\d{1,5}(\.\d{1,7})?$/;

/** @typedef {{type: string, response: string, patterns: string[]}} Scorm2004Reported */

/** @param {Reported} answer @returns {Scorm2004Reported} */
function scorm2004Reported(answer) {
  switch (answer.type) {
    case "true-false":
      return { type: answer.type, response: String(answer.given), patterns: answer.right.map(String) };
    case "performance":
      return { type: answer.type, response: `upload[.]${answer.given}`, patterns: [] };
    case "numeric": {
      const { given, right, range } = answer;
      if (![given, ...(range ?? [])].every((number) => SCORM2004_NUMBER.test(number))) {
        return { type: "fill-in", response: given, patterns: range ? [right] : [] };
      }
      return { type: answer.type, response: given, patterns: range ? [range.join("[:]")] : [] };
    }
    case "fill-in":
    case "long-fill-in":
      return scorm2004Texts(answer);
    case "matching":
      if (Math.max(answer.given.length, answer.right.length) > SCORM2004_MOST) break;
      return scorm2004Lists(answer.type, answer.given, answer.right, ([from, to]) =>
        `${scorm2004Place(answer.items, from)}[.]${scorm2004Place(answer.targets, to)}`,
      );
    default:
      if (Math.max(answer.given.length, answer.right.length) > SCORM2004_MOST) break;
      return scorm2004Lists(answer.type, answer.given, answer.right, (place) => scorm2004Place(answer.items, place));
  }
  const { given, right } = answerInWords(answer);
  return scorm2004Texts({ type: "long-fill-in", given: [given], right: right ? [{ texts: [right], caseMatters: false }] : [] });
}

/**
 * @template Part
 * @param {string} type @param {Part[]} given @param {Part[]} right @param {(part: Part) => string} write
 * @returns {Scorm2004Reported}
 */
function scorm2004Lists(type, given, right, write) {
  const list = (/** @type {Part[]} */ parts) => parts.map(write).join("[,]");
  return { type, response: list(given), patterns: right.length ? [list(right)] : [] };
}

/** @param {ReportedTexts} answer @returns {Scorm2004Reported} */
function scorm2004Texts(answer) {
  const { given, right } = answer;
  const long = answer.type === "long-fill-in" || given.length > SCORM2004_BLANKS;
  const write = (/** @type {string[]} */ texts) =>
    long ? scorm2004Text(texts.join("; "), 4000) : texts.map((text) => scorm2004Text(text, 250)).join("[,]");
  const patterns = right.map(({ texts, caseMatters }) => (caseMatters ? "{case_matters=true}" : "") + write(texts));
  // Five right answers are the most that every LMS takes.
  return { type: long ? "long-fill-in" : "fill-in", response: write(given), patterns: Array.from(new Set(patterns)).slice(0, 5) };
}

/** A text in which nothing is taken for a delimiter or a rule. @param {string} text @param {number} longest */
function scorm2004Text(text, longest) {
  return reportable(text.replace(/\[([,.:])\]/g, "[ $1 ]"), longest - 1).replace(/^\{/, " {");
}

/** The identifier of a choice, item or target: its letter, and what its text has of Latin letters and digits. @param {string[]} items @param {number} place */
function scorm2004Place(items, place) {
  const letter = place < 26 ? String.fromCharCode(97 + place) : `n${place + 1}`;
  const text = (items[place] ?? "").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const readable = text.replace(/[^A-Za-z0-9]+/g, "_").slice(0, SCORM2004_READABLE).replace(/^_|_$/g, "");
  return readable ? `${letter}_${readable}` : letter;
}

/**
 * The question in words; with its choices where those have no Latin letters, since identifiers cannot carry them.
 * @param {Row} row
 */
function scorm2004Description({ text, answer }) {
  const items = "items" in answer ? [...answer.items, ...("targets" in answer ? answer.targets : [])] : [];
  if (items.every((item) => scorm2004Place([item], 0) !== "a")) return scorm2004Text(text, 250);
  const legend = items.map((item, at) => `${scorm2004Place([], at)}: ${item}`);
  return scorm2004Text(`${text} (${legend.join("; ")})`, 250);
}

/** Date and time of day on the learner's computer, without a zone (R25). @param {Date} now */
function scorm2004Time(now) {
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}T${timeOfDay(now)}`;
}

/** The parts of a row of the journal. @param {Row} row @returns {[string, string, string][]} */
function scorm2004RowElements(row) {
  const { type, response, patterns } = scorm2004Reported(row.answer);
  const description = scorm2004Description(row);
  return /** @type {[string, string, string][]} */ ([
    ["type", "type", type],
    ...Array.from(new Set(row.objectives), (id, at) => ["objectives", `objectives.${at}.id`, id]),
    ["timestamp", "timestamp", scorm2004Time(row.time)],
    ...patterns.map((pattern, at) => ["correct_responses", `correct_responses.${at}.pattern`, pattern]),
    ["weighting", "weighting", decimal(row.weight)],
    ["learner_response", "learner_response", response],
    ["result", "result", row.right === null ? "neutral" : row.right ? "correct" : "incorrect"],
    ["latency", "latency", scorm2004Span(row.latency)],
    ...(description ? [["description", "description", description]] : []),
  ]);
}

ROW_WRITERS.push(scorm2004RowElements);
