/**
 * SCORM 1.2 as an LMS has it (Run-Time Environment 1.2, sections 3.3 and 3.4): calls, error codes, keywords, and what
 * becomes of a session. Values are judged by the player's own validator (player/lms/scorm12/values.js).
 */

const SCORM12_CHILDREN = {
  "cmi._children": "core,suspend_data,launch_data,comments,objectives,student_data,student_preference,interactions",
  "cmi._version": "3.4",
  "cmi.core._children":
    "student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time",
  "cmi.core.score._children": "raw,min,max",
  "cmi.objectives._children": "id,score,status",
  "cmi.student_data._children": "mastery_score,max_time_allowed,time_limit_action",
  "cmi.student_preference._children": "audio,language,speed,text",
  "cmi.interactions._children": "id,objectives,time,type,correct_responses,weighting,student_response,result,latency",
};

/** @type {LmsStandard} */
const SCORM12 = {
  name: "scorm12",
  api: "API",
  calls: { initialize: "LMSInitialize", terminate: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue", commit: "LMSCommit" },
  support: { error: "LMSGetLastError", text: "LMSGetErrorString", diagnostic: "LMSGetDiagnostic" },
  order: {
    initialize: { new: 0, open: 101, closed: 101 },
    terminate: { new: 301, open: 0, closed: 301 },
    get: { new: 301, open: 0, closed: 301 },
    set: { new: 301, open: 0, closed: 301 },
    commit: { new: 301, open: 0, closed: 301 },
  },
  argument: 201,
  type: 405,
  absent: 401,
  failed: 101,
  texts: {
    0: "No error",
    101: "General exception",
    201: "Invalid argument error",
    202: "Element cannot have children",
    203: "Element not an array - cannot have count",
    301: "Not initialized",
    401: "Not implemented error",
    402: "Invalid set value, element is a keyword",
    403: "Element is read only",
    404: "Element is write only",
    405: "Incorrect data type",
  },
  children: SCORM12_CHILDREN,
  names: {
    suspendData: "cmi.suspend_data",
    location: "cmi.core.lesson_location",
    mode: "cmi.core.lesson_mode",
    exit: "cmi.core.exit",
    name: "cmi.core.student_name",
    raw: "cmi.core.score.raw",
  },
  setError: scorm12SetError,
  // A row that may be written next is not there to be read yet.
  getError: (element, known) => (rowsExist(element, known) ? scorm12GetError(element, known) : 201),
  read: (element, value) => [value ?? (/^cmi\.objectives\.\d+\.score\._children$/.test(element) ? "raw,min,max" : ""), 0],
  begin: scorm12Begin,
  end: scorm12End,
  overridden: (status) => ({ "cmi.core.lesson_status": status }),
};

/** What an LMS knows of a learner whom it has never seen here. */
const SCORM12_FRESH = {
  "cmi.core.student_id": "learner-1",
  "cmi.core.student_name": "Learner, A",
  "cmi.core.lesson_status": "not attempted",
  "cmi.core.lesson_mode": "normal",
  "cmi.core.credit": "credit",
  "cmi.core.total_time": "0000:00:00.00",
};

/** @param {Elements} kept @param {Profile} profile @returns {Elements} */
function scorm12Begin(kept, profile) {
  const { "cmi.core.exit": exit, "cmi.core.session_time": _, ...rest } = kept;
  const known = /** @type {Elements} */ ({ ...SCORM12_FRESH, ...rest });
  const begun = rest["cmi.core.entry"] !== undefined;
  known["cmi.core.entry"] = !begun ? "ab-initio" : exit === "suspend" ? "resume" : "";
  if (profile.review.includes(known["cmi.core.lesson_status"] || "")) {
    Object.assign(known, { "cmi.core.lesson_mode": "review", "cmi.core.credit": "no-credit" });
  }
  return known;
}

/**
 * The end of a session (3.4.4): time is added up, the status is completed or judged where the LMS has a mark of its own.
 * @param {Elements} kept @param {Profile} profile @param {Elements} before @returns {Elements}
 */
function scorm12End(kept, profile, before) {
  const status = "cmi.core.lesson_status";
  const ended = { ...kept };
  ended["cmi.core.total_time"] = scorm12Sum(kept["cmi.core.total_time"] || "", kept["cmi.core.session_time"] || "");
  if (profile.forgets && kept["cmi.core.exit"] !== "suspend") delete ended["cmi.suspend_data"];
  const counts = (kept["cmi.core.lesson_mode"] || "normal") === "normal" && (kept["cmi.core.credit"] || "credit") === "credit";
  if (ended[status] === "not attempted") ended[status] = kept["cmi.core.lesson_mode"] === "browse" ? "browsed" : profile.noStatus;
  const mark = kept["cmi.student_data.mastery_score"];
  const raw = kept["cmi.core.score.raw"];
  if (counts && mark && raw) {
    const reached = Number(raw) >= Number(mark);
    // Whether what is incomplete gets a verdict is told nowhere: Moodle gives one.
    if (kept[status] !== "incomplete" || profile.scoreFails) ended[status] = reached ? "passed" : "failed";
  }
  if (profile.stuckOnFailed && before[status] === "failed") ended[status] = "failed";
  return ended;
}

/** Two CMITimespans added up. @param {string} one @param {string} other */
function scorm12Sum(one, other) {
  const hundredths = scorm12Hundredths(one) + scorm12Hundredths(other);
  const [seconds, rest] = [Math.floor(hundredths / 100), hundredths % 100];
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours, minutes, left] = parts.map((part, at) => String(part).padStart(at ? 2 : 4, "0"));
  return `${hours}:${minutes}:${left}.${String(rest).padStart(2, "0")}`;
}

/** @param {string} span */
function scorm12Hundredths(span) {
  const found = /^(\d+):(\d+):(\d+)(?:\.(\d{1,2}))?$/.exec(span);
  if (!found) return 0;
  const [, hours, minutes, seconds, rest = ""] = found;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 100 + Number(rest.padEnd(2, "0"));
}
