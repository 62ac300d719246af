/**
 * The strict validator of SCORM 2004 (3rd and 4th edition): which elements there are, who may read or write them, what
 * they may hold, and in which order.
 *
 * Needs `lms/scorm/elements.js` and no other part, so that the simulated LMS judges by the very rules that the player obeys.
 * The limits are the standard's own (Run-Time Environment, 4.1 and 4.2): its smallest permitted maximums, since no LMS must
 * take more. Narrower on purpose, because a value must arrive in every LMS: times have no zone and at most two decimals
 * of a second (R25), identifiers in answers hold letters, digits, `_` and `.` (R26) [both: Moodle refuses others].
 */

const SCORM2004_NO_ERROR = 0;
const SCORM2004_GET_FAILURE = 301;
const SCORM2004_SET_FAILURE = 351;
const SCORM2004_UNDEFINED = 401;
const SCORM2004_READ_ONLY = 404;
const SCORM2004_WRITE_ONLY = 405;
const SCORM2004_BAD_TYPE = 406;
const SCORM2004_OUT_OF_RANGE = 407;
const SCORM2004_NOT_ESTABLISHED = 408;

const SCORM2004_SCORE = "_children=k scaled=rw:scaled raw=rw:real max=rw:real min=rw:real";

const SCORM2004_ELEMENTS = elementTable({
  cmi:
    "_version=k completion_status=rw:completion completion_threshold=r credit=r entry=r exit=w:exit launch_data=r " +
    "learner_id=r learner_name=r location=rw:string1000 max_time_allowed=r mode=r progress_measure=rw:measure " +
    "scaled_passing_score=r session_time=w:interval success_status=rw:success suspend_data=rw:string64000 " +
    "time_limit_action=r total_time=r",
  "cmi.score": SCORM2004_SCORE,
  "cmi.comments_from_learner": "_children=k _count=k",
  "cmi.comments_from_learner.n": "comment=rw:words4000 location=rw:string250 timestamp=rw:time",
  "cmi.comments_from_lms": "_children=k _count=k",
  "cmi.comments_from_lms.n": "comment=r location=r timestamp=r",
  "cmi.interactions": "_children=k _count=k",
  "cmi.interactions.n":
    "id=rw:identifier type=rw:interaction timestamp=rw:time weighting=rw:real learner_response=rw:response " +
    "result=rw:result latency=rw:interval description=rw:words250",
  "cmi.interactions.n.objectives": "_count=k",
  "cmi.interactions.n.objectives.n": "id=rw:identifier",
  "cmi.interactions.n.correct_responses": "_count=k",
  "cmi.interactions.n.correct_responses.n": "pattern=rw:pattern",
  "cmi.learner_preference":
    "_children=k audio_level=rw:level language=rw:language delivery_speed=rw:level audio_captioning=rw:captioning",
  "cmi.objectives": "_children=k _count=k",
  "cmi.objectives.n":
    "id=rw:identifier success_status=rw:success completion_status=rw:completion progress_measure=rw:measure " +
    "description=rw:words250",
  "cmi.objectives.n.score": SCORM2004_SCORE,
  "adl.nav": "request=rw:request",
  "adl.nav.request_valid": "continue=r previous=r choice=r jump=r",
  "adl.data": "_children=k _count=k",
  "adl.data.n": "id=r store=rw:string64000",
});

const SCORM2004_REAL = /^-?\d{1,10}(\.\d{1,7})?$/;
const SCORM2004_SHORT_IDENTIFIER = /^[A-Za-z0-9_.]{1,250}$/;
const SCORM2004_URN = /^urn:[A-Za-z0-9][A-Za-z0-9-]{1,31}:./;

/**
 * time(second,10,0): a date, or more of it up to hundredths of a second; the standard asks for the years 1970 to 2038.
 */
const SCORM2004_TIME =
  /^(19[7-9]\d|20[0-2]\d|203[0-8])(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d(\.\d{1,2})?)?)?)?)?)?$/;

/** timeinterval(second,10,2) */
const SCORM2004_INTERVAL = /^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/;

const SCORM2004_LANGUAGE = /^([A-Za-z]{2,3}|i|x)(-[A-Za-z0-9]{1,8})*$/;

/**
 * Data type → is this value one of it? A range is judged by `SCORM2004_RANGES`.
 * @type {Record<string, (value: string) => boolean>}
 */
const SCORM2004_TYPES = {
  string250: (value) => isPlainString(value, 250),
  string1000: (value) => isPlainString(value, 1000),
  string64000: (value) => isPlainString(value, 64000),
  words250: (value) => scorm2004IsWords(value, 250),
  words4000: (value) => scorm2004IsWords(value, 4000),
  identifier: (value) =>
    /^[\x21-\x7e]{1,4000}$/.test(value) && !/["<>\\^`{|}]/.test(value) && (!/^urn:/i.test(value) || SCORM2004_URN.test(value)),
  language: (value) => value === "" || (value.length <= 250 && SCORM2004_LANGUAGE.test(value)),
  real: (value) => SCORM2004_REAL.test(value),
  scaled: (value) => SCORM2004_REAL.test(value),
  measure: (value) => SCORM2004_REAL.test(value),
  level: (value) => SCORM2004_REAL.test(value),
  captioning: (value) => /^(-1|0|1)$/.test(value),
  interval: (value) => SCORM2004_INTERVAL.test(value),
  time: (value) => SCORM2004_TIME.test(value),
  completion: (value) => /^(completed|incomplete|not attempted|unknown)$/.test(value),
  success: (value) => /^(passed|failed|unknown)$/.test(value),
  exit: (value) => /^(time-out|suspend|logout|normal|)$/.test(value),
  interaction: (value) => SCORM2004_ANSWERS.has(value),
  result: (value) => /^(correct|incorrect|unanticipated|neutral)$/.test(value) || SCORM2004_REAL.test(value),
  request: (value) =>
    /^(continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_|\{target=[^\s{}]{1,4000}\}(choice|jump))$/.test(value),
};

/** Data type → [lowest, highest]. @type {Record<string, [number, number]>} */
const SCORM2004_RANGES = { scaled: [-1, 1], measure: [0, 1], level: [0, Infinity] };

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

/** localized_string_type: text that may begin with its language. @param {string} value @param {number} longest */
function scorm2004IsWords(value, longest) {
  const [, language, text = ""] = /^(?:\{lang=([^}]*)\})?([^]*)$/.exec(value) || [];
  // Text that begins with "{" is refused by Moodle, where it could be a rule.
  return (language === undefined || SCORM2004_LANGUAGE.test(language)) && isPlainString(text, longest) && !/^\{/.test(text);
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

/** The row of the table for an element; "" where there is none. @param {string} element */
function scorm2004Row(element) {
  return SCORM2004_ELEMENTS.get(elementName(element.replace(/^(adl\.nav\.request_valid\.(?:choice|jump))\.\{target=[^\s{}]+\}$/, "$1"))) || "";
}

/**
 * The error code that a strict LMS sets for SetValue(element, value); 0 where it accepts.
 * @param {string} element @param {string} value @param {ElementsKnown} known
 */
function scorm2004SetError(element, value, known) {
  const row = scorm2004Row(element);
  const [mode, type = ""] = row.split(":");
  if (!mode) return SCORM2004_UNDEFINED;
  if (mode === "r" || mode === "k") return SCORM2004_READ_ONLY;
  if (!indexesFit(element, known, element.startsWith("adl.data.") ? 1 : 0)) return SCORM2004_SET_FAILURE;
  const [record = "", collection = ""] = /^(cmi\.(?:interactions|objectives))\.\d+/.exec(element) || [];
  if (record && element !== `${record}.id` && !known.value(`${record}.id`)) return SCORM2004_NOT_ESTABLISHED;
  if (type === "response" || type === "pattern") return scorm2004AnswerError(element, value, record, known);
  if (!SCORM2004_TYPES[type]?.(value)) return SCORM2004_BAD_TYPE;
  const [low, high] = SCORM2004_RANGES[type] || [-Infinity, Infinity];
  if (Number(value) < low || Number(value) > high) return SCORM2004_OUT_OF_RANGE;
  const fixed = collection === "cmi.objectives" && element === `${record}.id` && known.value(element);
  if (fixed && fixed !== value) return SCORM2004_SET_FAILURE;
  return scorm2004IsTaken(element, value, known) ? SCORM2004_SET_FAILURE : SCORM2004_NO_ERROR;
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

/**
 * The error code that a strict LMS sets for GetValue(element); 0 where it answers. Whether a value was ever set (403) the
 * LMS itself knows.
 * @param {string} element @param {ElementsKnown} known
 */
function scorm2004GetError(element, known) {
  const row = scorm2004Row(element);
  if (!row) return scorm2004Missing(element);
  if (!indexesFit(element, known, 1)) return SCORM2004_GET_FAILURE;
  return row.startsWith("w:") ? SCORM2004_WRITE_ONLY : SCORM2004_NO_ERROR;
}

/** Why there is no such element: 301 tells a keyword that was asked of an element that has none. @param {string} element */
function scorm2004Missing(element) {
  const [, parent = ""] = /^(.*)\._(?:children|count|version)$/.exec(element) || [];
  const name = elementName(parent);
  const known = name && Array.from(SCORM2004_ELEMENTS.keys()).some((other) => other === name || other.startsWith(`${name}.`));
  return known ? SCORM2004_GET_FAILURE : SCORM2004_UNDEFINED;
}
