/** Answers as SCORM 1.2 has them (Run-Time Environment, 3.4.7): one sign for each choice, source or target, so 36 at most (R21). */

const SCORM12_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** The signs of what sources are matched with: `a.1,b.2`. */
const SCORM12_TARGETS = "1234567890abcdefghijklmnopqrstuvwxyz";

/** @typedef {{type: string, response: string, pattern: string}} Scorm12Answer  pattern: "" where nothing is right */

/** @param {Reported} answer @returns {Scorm12Answer} */
function scorm12Answer(answer) {
  switch (answer.type) {
    case "true-false": {
      const [response = "", pattern = ""] = [answer.given, ...answer.right].map((truth) => (truth ? "t" : "f"));
      return { type: "true-false", response, pattern };
    }
    case "numeric":
      return { type: "numeric", response: answer.given, pattern: answer.range ? answer.right : "" };
    case "performance":
      return { type: "performance", response: answer.given, pattern: "" };
    case "matching":
      if (Math.max(answer.items.length, answer.targets.length) > SCORM12_SIGNS.length) break;
      return { type: "matching", response: scorm12Pairs(answer.given), pattern: scorm12Pairs(answer.right) };
    case "fill-in":
    case "long-fill-in":
      return scorm12Words(answer.given.join("; "), answer.right[0]?.texts.join("; ") ?? "");
    default:
      if (answer.items.length > SCORM12_SIGNS.length) break;
      return { type: answer.type, response: scorm12Places(answer.given), pattern: scorm12Places(answer.right) };
  }
  const { given, right } = answerInWords(answer);
  return scorm12Words(given, right);
}

/** @param {string} given @param {string} right @returns {Scorm12Answer} */
function scorm12Words(given, right) {
  return { type: "fill-in", response: reportable(given, 255), pattern: reportable(right, 255) };
}

/** @param {number[]} places */
function scorm12Places(places) {
  return places.map((place) => SCORM12_SIGNS.charAt(place)).join(",");
}

/** @param {[number, number][]} pairs */
function scorm12Pairs(pairs) {
  return pairs.map(([from, to]) => `${SCORM12_SIGNS.charAt(from)}.${SCORM12_TARGETS.charAt(to)}`).join(",");
}

/** The parts of a row of the journal. @param {Row} row @returns {[string, string, string][]} */
function scorm12RowElements(row) {
  const { type, response, pattern } = scorm12Answer(row.answer);
  const objectives = Array.from(new Set(row.objectives), (id, at) => ["objectives", `objectives.${at}.id`, id]);
  return /** @type {[string, string, string][]} */ ([
    ["type", "type", type],
    ...objectives,
    ["time", "time", timeOfDay(row.time)],
    ...(pattern ? [["correct_responses", "correct_responses.0.pattern", pattern]] : []),
    ["weighting", "weighting", decimal(row.weight)],
    ["student_response", "student_response", response],
    ["result", "result", row.right === null ? "neutral" : row.right ? "correct" : "wrong"],
    ["latency", "latency", timespan(row.latency)],
  ]);
}

ROW_WRITERS.push(scorm12RowElements);
