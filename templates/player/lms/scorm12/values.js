/**
 * The strict validator of SCORM 1.2: which elements there are, who may read or write them, and what they may hold.
 *
 * Needs `lms/scorm/elements.js` and no other part, so that the simulated LMS judges by the very rules that the player obeys.
 * The limits are the standard's own (SCORM 1.2 Run-Time Environment, 3.4), not the relaxed ones of most systems.
 * One reading on purpose: the standard calls its strings ASCII; every LMS seen, and ADL's own sample, stores Unicode,
 * and a learner's answer in Greek must be readable. So characters are free here, lengths and control characters not.
 */

const SCORM12_NO_ERROR = 0;
const SCORM12_BAD_ARGUMENT = 201;
const SCORM12_NO_CHILDREN = 202;
const SCORM12_NO_COUNT = 203;
const SCORM12_KEYWORD = 402;
const SCORM12_READ_ONLY = 403;
const SCORM12_WRITE_ONLY = 404;
const SCORM12_BAD_TYPE = 405;

const SCORM12_SCORE = "_children=k raw=rw:score max=rw:score min=rw:score";

const SCORM12_ELEMENTS = elementTable({
  cmi: "_version=k _children=k suspend_data=rw:string4096 launch_data=r comments=rw:string4096 comments_from_lms=r",
  "cmi.core":
    "_children=k student_id=r student_name=r lesson_location=rw:string255 credit=r lesson_status=rw:status entry=r " +
    "total_time=r lesson_mode=r exit=w:exit session_time=w:timespan",
  "cmi.core.score": SCORM12_SCORE,
  "cmi.objectives": "_children=k _count=k",
  "cmi.objectives.n": "id=rw:identifier status=rw:objective",
  "cmi.objectives.n.score": SCORM12_SCORE,
  "cmi.student_data": "_children=k mastery_score=r max_time_allowed=r time_limit_action=r",
  "cmi.student_preference": "_children=k audio=rw:audio language=rw:string255 speed=rw:speed text=rw:text",
  "cmi.interactions": "_children=k _count=k",
  "cmi.interactions.n":
    "id=w:identifier time=w:time type=w:interaction weighting=w:decimal student_response=w:feedback result=w:result " +
    "latency=w:timespan",
  "cmi.interactions.n.objectives": "_count=k",
  "cmi.interactions.n.objectives.n": "id=w:identifier",
  "cmi.interactions.n.correct_responses": "_count=k",
  "cmi.interactions.n.correct_responses.n": "pattern=w:feedback",
});

const SCORM12_DECIMAL = /^-?\d+(\.\d+)?$/;
const SCORM12_INTEGER = /^-?\d+$/;

/**
 * Data type → is this value one of it?
 * @type {Record<string, (value: string) => boolean>}
 */
const SCORM12_TYPES = {
  string255: (value) => isPlainString(value, 255),
  string4096: (value) => isPlainString(value, 4096),
  identifier: (value) => /^[\x21-\x7e]{1,255}$/.test(value),
  decimal: (value) => SCORM12_DECIMAL.test(value),
  score: (value) => value === "" || scorm12IsWithin(value, SCORM12_DECIMAL, 0, 100),
  audio: (value) => scorm12IsWithin(value, SCORM12_INTEGER, -1, 100),
  speed: (value) => scorm12IsWithin(value, SCORM12_INTEGER, -100, 100),
  text: (value) => scorm12IsWithin(value, SCORM12_INTEGER, -1, 1),
  timespan: (value) => /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/.test(value),
  time: (value) => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/.test(value),
  // "not attempted" is the LMS's to say of a lesson, never the content's (3.4.4).
  status: (value) => /^(passed|completed|failed|incomplete|browsed)$/.test(value),
  objective: (value) => /^(passed|completed|failed|incomplete|browsed|not attempted)$/.test(value),
  exit: (value) => /^(time-out|suspend|logout|)$/.test(value),
  interaction: (value) => SCORM12_FEEDBACK.has(value),
  result: (value) => /^(correct|wrong|unanticipated|neutral)$/.test(value) || SCORM12_DECIMAL.test(value),
};

/**
 * CMIFeedback: what a response and a correct pattern look like, by the interaction's type.
 * @type {Map<string, RegExp>}
 */
const SCORM12_FEEDBACK = new Map([
  ["true-false", /^[01tf]/],
  ["choice", /^([0-9a-z](,[0-9a-z])*|\{[0-9a-z](,[0-9a-z])*\})$/],
  ["fill-in", /^/],
  ["numeric", SCORM12_DECIMAL],
  ["likert", /^[0-9a-z]?$/],
  ["matching", /^\{?[0-9a-z]\.[0-9a-z](,[0-9a-z]\.[0-9a-z])*\}?$/],
  ["performance", /^/],
  ["sequencing", /^[0-9a-z](,[0-9a-z])*$/],
]);

/** @param {string} value @param {RegExp} shape @param {number} low @param {number} high */
function scorm12IsWithin(value, shape, low, high) {
  return shape.test(value) && Number(value) >= low && Number(value) <= high;
}

/**
 * The row of the table for an element; "" where there is no such element or an index is more than its array's count.
 * @param {string} element @param {ElementsKnown} known
 */
function scorm12Row(element, known) {
  return indexesFit(element, known, 0) ? SCORM12_ELEMENTS.get(elementName(element)) || "" : "";
}

/**
 * Why there is no such element: 202 and 203 tell a keyword that was asked of a plain element.
 * @param {string} element @param {ElementsKnown} known
 */
function scorm12Missing(element, known) {
  const parent = element.slice(0, element.lastIndexOf("."));
  if (!scorm12Row(parent, known)) return SCORM12_BAD_ARGUMENT;
  if (element.endsWith("._children")) return SCORM12_NO_CHILDREN;
  return element.endsWith("._count") ? SCORM12_NO_COUNT : SCORM12_BAD_ARGUMENT;
}

/**
 * The error code that a strict LMS sets for LMSSetValue(element, value); 0 where it accepts.
 * @param {string} element @param {string} value @param {ElementsKnown} known
 */
function scorm12SetError(element, value, known) {
  const row = scorm12Row(element, known);
  if (!row) return scorm12Missing(element, known);
  const [mode, type = ""] = row.split(":");
  if (mode === "k") return SCORM12_KEYWORD;
  if (mode === "r") return SCORM12_READ_ONLY;
  if (type === "feedback") return scorm12FeedbackError(element, value, known);
  return SCORM12_TYPES[type]?.(value) ? SCORM12_NO_ERROR : SCORM12_BAD_TYPE;
}

/**
 * The error code that a strict LMS sets for LMSGetValue(element); 0 where it answers.
 * @param {string} element @param {ElementsKnown} known
 */
function scorm12GetError(element, known) {
  const row = scorm12Row(element, known);
  if (!row) return scorm12Missing(element, known);
  return row.startsWith("w:") ? SCORM12_WRITE_ONLY : SCORM12_NO_ERROR;
}

/** @param {string} element @param {string} value @param {ElementsKnown} known */
function scorm12FeedbackError(element, value, known) {
  const interaction = element.split(".").slice(0, 3).join(".");
  const shape = SCORM12_FEEDBACK.get(known.value(`${interaction}.type`));
  return isPlainString(value, 255) && (!shape || shape.test(value)) ? SCORM12_NO_ERROR : SCORM12_BAD_TYPE;
}
