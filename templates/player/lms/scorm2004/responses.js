/**
 * What rows of interactions and objectives may hold in SCORM 2004: the part of the validator that a course without questions
 * does not need.
 */

const SCORM2004_SHORT_IDENTIFIER = /^[A-Za-z0-9_.]{1,250}$/;
const SCORM2004_URN = /^urn:[A-Za-z0-9][A-Za-z0-9-]{1,31}:./;

/**
 * time(second,10,0): a date, or more of it up to hundredths of a second; the standard asks for the years 1970 to 2038.
 */
const SCORM2004_TIME =
  /^(19[7-9]\d|20[0-2]\d|203[0-8])(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d(\.\d{1,2})?)?)?)?)?)?$/;

Object.assign(SCORM2004_TYPES, {
  identifier: (/** @type {string} */ value) =>
    /^[\x21-\x7e]{1,4000}$/.test(value) && !/["<>\\^`{|}]/.test(value) && (!/^urn:/i.test(value) || SCORM2004_URN.test(value)),
  time: (/** @type {string} */ value) => SCORM2004_TIME.test(value),
  interaction: (/** @type {string} */ value) => SCORM2004_ANSWERS.has(value),
  result: (/** @type {string} */ value) => /^(correct|incorrect|unanticipated|neutral)$/.test(value) || SCORM2004_REAL.test(value),
});

/**
 * What an answer of one type looks like, and what a right one.
 * @typedef {{answer: (value: string) => boolean, pattern: (value: string) => boolean, patterns: "one" | "different" | "any"}} Scorm2004Answer
 */

/** Type of interaction → its answers (4.2.9.1 and 4.2.9.2). @type {Map<string, Scorm2004Answer>} */
const SCORM2004_ANSWERS = new Map([
  ["true-false", scorm2004Alike((value) => /^(true|false)$/.test(value), "one")],
  ["choice", scorm2004Alike((value) => scorm2004IsList(value, 36, scorm2004IsShort) && scorm2004IsSet(value), "different")],
  ["sequencing", scorm2004Alike((value) => scorm2004IsList(value, 36, scorm2004IsShort), "different")],
  ["matching", scorm2004Alike((value) => scorm2004IsList(value, 36, scorm2004IsPair), "any")],
  ["likert", scorm2004Alike(scorm2004IsShort, "one")],
  ["other", scorm2004Alike((value) => isPlainString(value, 4000), "one")],
  ["numeric", scorm2004Apart((value) => SCORM2004_REAL.test(value), scorm2004IsRange, "one")],
  ["fill-in", scorm2004Apart(scorm2004IsBlanks, (value) => scorm2004IsBlanks(scorm2004WithoutRules(value, "case_matters|order_matters")), "any")],
  [
    "long-fill-in",
    scorm2004Apart(
      (value) => scorm2004IsWords(value, 4000),
      (value) => scorm2004IsWords(scorm2004WithoutRules(value, "case_matters"), 4000),
      "any",
    ),
  ],
  [
    "performance",
    scorm2004Apart(
      (value) => scorm2004IsList(value, 250, (step) => scorm2004IsStep(step, false)),
      (value) => scorm2004IsList(scorm2004WithoutRules(value, "order_matters"), 125, (step) => scorm2004IsStep(step, true)),
      "any",
    ),
  ],
]);

/** @param {(value: string) => boolean} answer @param {(value: string) => boolean} pattern @param {Scorm2004Answer["patterns"]} patterns @returns {Scorm2004Answer} */
function scorm2004Apart(answer, pattern, patterns) {
  return { answer, pattern, patterns };
}

/** A type whose right answers look like its answers. @param {(value: string) => boolean} answer @param {Scorm2004Answer["patterns"]} patterns @returns {Scorm2004Answer} */
function scorm2004Alike(answer, patterns) {
  return { answer, pattern: answer, patterns };
}

/** @param {string} value @param {number} most @param {(part: string) => boolean} fits */
function scorm2004IsList(value, most, fits) {
  const parts = value.split("[,]");
  return value === "" || (parts.length <= most && parts.every(fits));
}

/** @param {string} value */
function scorm2004IsSet(value) {
  const parts = value.split("[,]");
  return new Set(parts).size === parts.length;
}

/** @param {string} value */
function scorm2004IsShort(value) {
  return SCORM2004_SHORT_IDENTIFIER.test(value);
}

/** @param {string} value */
function scorm2004IsPair(value) {
  const pair = value.split("[.]");
  return pair.length === 2 && pair.every(scorm2004IsShort);
}

/** @param {string} value */
function scorm2004IsBlanks(value) {
  return scorm2004IsList(value, 10, (blank) => scorm2004IsWords(blank, 250));
}

/** From … to, each end may be open. @param {string} value */
function scorm2004IsRange(value) {
  const ends = value.split("[:]");
  const [low, high] = ends.map((end) => (end ? Number(end) : null));
  const real = ends.length === 2 && ends.every((end) => end === "" || SCORM2004_REAL.test(end));
  return real && (low == null || high == null || low <= high);
}

/** A step's name and its answer, of which one may be empty. @param {string} value @param {boolean} right */
function scorm2004IsStep(value, right) {
  const [name = "", answer = "", ...more] = value.split("[.]");
  const named = name === "" || scorm2004IsShort(name);
  const answered = isPlainString(answer, 250) && (right || !answer.includes("[:]"));
  return value.includes("[.]") && !more.length && named && answered && name + answer !== "";
}

/** A pattern without the rules that may precede it, each once. @param {string} value @param {string} rules names, `|` between them */
function scorm2004WithoutRules(value, rules) {
  return value.replace(new RegExp(`^\\{(${rules})=(?:true|false)\\}(?:\\{(?!\\1)(?:${rules})=(?:true|false)\\})?`), "");
}

/** Whether another row of a list of objectives has this identifier. @param {string} element @param {string} value @param {ElementsKnown} known */
function scorm2004IsTaken(element, value, known) {
  const [, list = ""] = /^(.*\bobjectives)\.\d+\.id$/.exec(element) || [];
  const rows = Array.from({ length: list ? known.count(list) : 0 }, (_, at) => `${list}.${at}.id`);
  return rows.some((row) => row !== element && known.value(row) === value);
}

/** @param {string} element @param {string} value @param {string} record @param {ElementsKnown} known */
function scorm2004AnswerError(element, value, record, known) {
  const kind = SCORM2004_ANSWERS.get(known.value(`${record}.type`));
  if (!kind) return SCORM2004_NOT_ESTABLISHED;
  if (element.endsWith(".learner_response")) return kind.answer(value) ? SCORM2004_NO_ERROR : SCORM2004_BAD_TYPE;
  if (!kind.pattern(value)) return SCORM2004_BAD_TYPE;
  const list = `${record}.correct_responses`;
  const others = Array.from({ length: known.count(list) }, (_, at) => `${list}.${at}.pattern`).filter((row) => row !== element);
  const taken =
    (kind.patterns === "one" && others.length > 0) ||
    (kind.patterns === "different" && others.some((row) => known.value(row) === value));
  return taken ? SCORM2004_SET_FAILURE : SCORM2004_NO_ERROR;
}

SCORM2004_ANSWER_JUDGES.push(scorm2004AnswerError);
SCORM2004_ID_JUDGES.push(scorm2004IsTaken);
