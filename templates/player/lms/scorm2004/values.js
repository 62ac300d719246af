/**
 * The strict validator of SCORM 2004 (3rd and 4th edition): which elements there are, who may read or write them, what
 * they may hold, and in which order.
 *
 * Needs `lms/scorm/elements.js` and no other part, so that the simulated LMS judges by the very rules that the player obeys;
 * `responses.js` adds what only rows of interactions and objectives hold, `reading.js` what may be read.
 * The limits are the standard's own (Run-Time Environment, 4.1 and 4.2): its smallest permitted maximums, since no LMS must
 * take more. Narrower on purpose, because a value must arrive in every LMS: times have no zone and at most two decimals
 * of a second (R25), identifiers in answers hold letters, digits, `_` and `.` (R26) [both: Moodle refuses others].
 */

const SCORM2004_NO_ERROR = 0;
const SCORM2004_SET_FAILURE = 351;
const SCORM2004_UNDEFINED = 401;
const SCORM2004_READ_ONLY = 404;
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
  language: (value) => value === "" || (value.length <= 250 && SCORM2004_LANGUAGE.test(value)),
  real: (value) => SCORM2004_REAL.test(value),
  scaled: (value) => SCORM2004_REAL.test(value),
  measure: (value) => SCORM2004_REAL.test(value),
  level: (value) => SCORM2004_REAL.test(value),
  captioning: (value) => /^(-1|0|1)$/.test(value),
  interval: (value) => SCORM2004_INTERVAL.test(value),
  completion: (value) => /^(completed|incomplete|not attempted|unknown)$/.test(value),
  success: (value) => /^(passed|failed|unknown)$/.test(value),
  exit: (value) => /^(time-out|suspend|logout|normal|)$/.test(value),
  request: (value) =>
    /^(continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_|\{target=[^\s{}]{1,4000}\}(choice|jump))$/.test(value),
};

/** What judges answers and right answers; responses.js adds it. @type {((element: string, value: string, record: string, known: ElementsKnown) => number)[]} */
const SCORM2004_ANSWER_JUDGES = [];

/** What finds that another row has an identifier; responses.js adds it. @type {((element: string, value: string, known: ElementsKnown) => boolean)[]} */
const SCORM2004_ID_JUDGES = [];

/** Data type → [lowest, highest]. @type {Record<string, [number, number]>} */
const SCORM2004_RANGES = { scaled: [-1, 1], measure: [0, 1], level: [0, Infinity] };

/** localized_string_type: text that may begin with its language. @param {string} value @param {number} longest */
function scorm2004IsWords(value, longest) {
  const [, language, text = ""] = /^(?:\{lang=([^}]*)\})?([^]*)$/.exec(value) || [];
  // Text that begins with "{" is refused by Moodle, where it could be a rule.
  return (language === undefined || SCORM2004_LANGUAGE.test(language)) && isPlainString(text, longest) && !/^\{/.test(text);
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
  const judge = (type === "response" || type === "pattern") && SCORM2004_ANSWER_JUDGES[0];
  if (judge) return judge(element, value, record, known);
  if (!SCORM2004_TYPES[type]?.(value)) return SCORM2004_BAD_TYPE;
  const [low, high] = SCORM2004_RANGES[type] || [-Infinity, Infinity];
  if (Number(value) < low || Number(value) > high) return SCORM2004_OUT_OF_RANGE;
  const fixed = collection === "cmi.objectives" && element === `${record}.id` && known.value(element);
  if (fixed && fixed !== value) return SCORM2004_SET_FAILURE;
  return SCORM2004_ID_JUDGES[0]?.(element, value, known) ? SCORM2004_SET_FAILURE : SCORM2004_NO_ERROR;
}
