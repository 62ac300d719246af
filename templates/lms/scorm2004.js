/**
 * SCORM 2004 as an LMS has it (Run-Time Environment, 3rd and 4th edition, chapters 3 and 4): calls, error codes, values
 * that nobody set, and what becomes of a session. Values are judged by the player's own validator
 * (player/lms/scorm2004/values.js). Sequencing is not simulated: one content object is all this LMS launches.
 */

const SCORM2004_SCORE_CHILDREN = "scaled,raw,min,max";
const SCORM2004_COMMENT_CHILDREN = "comment,location,timestamp";

/** @type {LmsStandard} */
const SCORM2004 = {
  name: "scorm2004",
  api: "API_1484_11",
  calls: { initialize: "Initialize", terminate: "Terminate", get: "GetValue", set: "SetValue", commit: "Commit" },
  support: { error: "GetLastError", text: "GetErrorString", diagnostic: "GetDiagnostic" },
  order: {
    initialize: { new: 0, open: 103, closed: 104 },
    terminate: { new: 112, open: 0, closed: 113 },
    get: { new: 122, open: 0, closed: 123 },
    set: { new: 132, open: 0, closed: 133 },
    commit: { new: 142, open: 0, closed: 143 },
  },
  argument: 201,
  type: 406,
  absent: 402,
  failed: 391,
  texts: {
    0: "No Error",
    101: "General Exception",
    102: "General Initialization Failure",
    103: "Already Initialized",
    104: "Content Instance Terminated",
    111: "General Termination Failure",
    112: "Termination Before Initialization",
    113: "Termination After Termination",
    122: "Retrieve Data Before Initialization",
    123: "Retrieve Data After Termination",
    132: "Store Data Before Initialization",
    133: "Store Data After Termination",
    142: "Commit Before Initialization",
    143: "Commit After Termination",
    201: "General Argument Error",
    301: "General Get Failure",
    351: "General Set Failure",
    391: "General Commit Failure",
    401: "Undefined Data Model Element",
    402: "Unimplemented Data Model Element",
    403: "Data Model Element Value Not Initialized",
    404: "Data Model Element Is Read Only",
    405: "Data Model Element Is Write Only",
    406: "Data Model Element Type Mismatch",
    407: "Data Model Element Value Out Of Range",
    408: "Data Model Dependency Not Established",
  },
  children: {
    "cmi._version": "1.0",
    "cmi.score._children": SCORM2004_SCORE_CHILDREN,
    "cmi.comments_from_learner._children": SCORM2004_COMMENT_CHILDREN,
    "cmi.comments_from_lms._children": SCORM2004_COMMENT_CHILDREN,
    "cmi.interactions._children":
      "id,type,objectives,timestamp,correct_responses,weighting,learner_response,result,latency,description",
    "cmi.learner_preference._children": "audio_level,language,delivery_speed,audio_captioning",
    "cmi.objectives._children": "id,score,success_status,completion_status,progress_measure,description",
    "adl.data._children": "id,store",
  },
  names: {
    suspendData: "cmi.suspend_data",
    location: "cmi.location",
    mode: "cmi.mode",
    exit: "cmi.exit",
    name: "cmi.learner_name",
    raw: "cmi.score.raw",
  },
  setError: (element, value, known) => (element ? scorm2004SetError(element, value, known) : 351),
  getError: (element, known) => (element ? scorm2004GetError(element, known) : 301),
  read: scorm2004Read,
  begin: scorm2004Begin,
  end: scorm2004End,
  overridden: (status) => ({
    "cmi.completion_status": /^(passed|failed|completed)$/.test(status) ? "completed" : status,
    "cmi.success_status": status === "passed" || status === "failed" ? status : "unknown",
  }),
};

/** What is there without anybody having set it. */
const SCORM2004_FRESH = {
  "cmi.learner_id": "learner-1",
  "cmi.learner_name": "Learner, A",
  "cmi.credit": "credit",
  "cmi.mode": "normal",
  "cmi.completion_status": "unknown",
  "cmi.success_status": "unknown",
  "cmi.total_time": "PT0S",
  "cmi.time_limit_action": "continue,no message",
  "cmi.learner_preference.audio_level": "1",
  "cmi.learner_preference.language": "",
  "cmi.learner_preference.delivery_speed": "1",
  "cmi.learner_preference.audio_captioning": "0",
  "adl.nav.request": "_none_",
};

/** What a new attempt of the same learner takes over: who it is, and what the manifest says. */
const SCORM2004_LASTING =
  /^(cmi\.(learner_id|learner_name|learner_preference\..*|credit|mode|launch_data|completion_threshold|scaled_passing_score|max_time_allowed|time_limit_action)|adl\.data\..*)$/;

/**
 * A value that an LMS works out itself, or the one that was set; 403 where there is none.
 * @param {string} element @param {string | undefined} value @param {Known} known @returns {[string, number]}
 */
function scorm2004Read(element, value, known) {
  if (element === "cmi.completion_status") return [scorm2004Completion(value || "unknown", known.value), 0];
  if (element === "cmi.success_status") return [scorm2004Success(value || "unknown", known.value), 0];
  if (/^cmi\.objectives\.\d+\.(completion|success)_status$/.test(element)) return [value ?? "unknown", 0];
  if (element.endsWith(".score._children")) return [SCORM2004_SCORE_CHILDREN, 0];
  if (element.startsWith("adl.nav.request_valid.")) return [value ?? "unknown", 0];
  return value === undefined ? ["", 403] : [value, 0];
}

/** A threshold of the manifest goes before what the content says (4.2.4). @param {string} said @param {(element: string) => string} value */
function scorm2004Completion(said, value) {
  const [threshold, measure] = [value("cmi.completion_threshold"), value("cmi.progress_measure")];
  return threshold && measure ? (Number(measure) >= Number(threshold) ? "completed" : "incomplete") : said;
}

/** The same for the passing score (4.2.21). @param {string} said @param {(element: string) => string} value */
function scorm2004Success(said, value) {
  const [passing, scaled] = [value("cmi.scaled_passing_score"), value("cmi.score.scaled")];
  return passing && scaled ? (Number(scaled) >= Number(passing) ? "passed" : "failed") : said;
}

/** A session that was not suspended was the end of its attempt: the next one begins a new attempt. @param {Elements} kept @param {Profile} profile @returns {Elements} */
function scorm2004Begin(kept, profile) {
  const { "cmi.exit": exit, "cmi.session_time": _, "adl.nav.request": __, ...rest } = kept;
  const begun = rest["cmi.entry"] !== undefined;
  const anew = begun && exit !== "suspend" && profile.forgets;
  const lasting = Object.fromEntries(Object.entries(rest).filter(([element]) => !anew || SCORM2004_LASTING.test(element)));
  const known = /** @type {Elements} */ ({ ...SCORM2004_FRESH, ...lasting });
  known["cmi.entry"] = !begun || anew ? "ab-initio" : exit === "suspend" ? "resume" : "";
  // Only what is complete is looked back at, whether it was passed or not [Moodle: mod/scorm/locallib.php, scorm_check_mode].
  if (profile.review.includes(known["cmi.completion_status"] || "")) Object.assign(known, { "cmi.mode": "review", "cmi.credit": "no-credit" });
  return known;
}

/** @param {Elements} kept @param {Profile} profile @param {Elements} before @returns {Elements} */
function scorm2004End(kept, profile, before) {
  const ended = { ...kept };
  ended["cmi.total_time"] = scorm2004Sum(kept["cmi.total_time"] || "", kept["cmi.session_time"] || "");
  if ((kept["cmi.mode"] || "normal") !== "normal") return ended;
  const value = (/** @type {string} */ element) => kept[element] || "";
  ended["cmi.completion_status"] = scorm2004Completion(kept["cmi.completion_status"] || "unknown", value);
  ended["cmi.success_status"] = scorm2004Success(kept["cmi.success_status"] || "unknown", value);
  // No status at all: the attempt was over when it ended (sequencing, roll-up of what is not tracked).
  if (ended["cmi.completion_status"] === "unknown") ended["cmi.completion_status"] = profile.noStatus;
  if (profile.stuckOnFailed && before["cmi.success_status"] === "failed") ended["cmi.success_status"] = "failed";
  return ended;
}

/** Two time intervals added up. @param {string} one @param {string} other */
function scorm2004Sum(one, other) {
  const hundredths = scorm2004Hundredths(one) + scorm2004Hundredths(other);
  const seconds = Math.floor(hundredths / 100);
  const rest = hundredths % 100;
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `PT${parts[0]}H${parts[1]}M${seconds % 60}${rest ? `.${String(rest).padStart(2, "0")}` : ""}S`;
}

/** Years and months count as 365 and 30 days: no session is as long. @param {string} interval */
function scorm2004Hundredths(interval) {
  const found = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,2}))?S)?)?$/.exec(interval);
  if (!found) return 0;
  const [years, months, days, hours, minutes, seconds] = found.slice(1, 7).map((part) => Number(part || 0));
  const wholeDays = (years || 0) * 365 + (months || 0) * 30 + (days || 0);
  return (((wholeDays * 24 + (hours || 0)) * 60 + (minutes || 0)) * 60 + (seconds || 0)) * 100 + Number((found[7] || "").padEnd(2, "0"));
}
