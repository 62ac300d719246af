/**
 * A SCORM 1.2 LMS that takes nothing but what the standard allows, writes down every call, and fails on demand.
 * The values are judged by the player's own validator module; `lms.fault` may answer in its stead.
 */
"use strict";

const lms = {
  /** [call, …arguments, answer, error code] of every call, of all sessions. @type {any[][]} */
  calls: [],
  /** What is kept between sessions. @type {Record<string, string>} */
  kept: { "cmi.core.lesson_status": "not attempted", "cmi.core.lesson_mode": "normal", "cmi.core.credit": "credit" },
  /** What the running session wrote and no commit has kept yet. @type {Record<string, string>} */
  held: {},
  /** @type {Set<string>} */
  unsupported: new Set(),
  phase: "new",
  error: 0,
  /** @type {null | ((call: string, element: string, value: string) => any)} */
  fault: null,
};

const CHILDREN = {
  "cmi.core._children":
    "student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time",
  "cmi.core.score._children": "raw,min,max",
  "cmi.interactions._children":
    "id,objectives,time,type,correct_responses,weighting,student_response,result,latency",
};

const known = {
  count: (array) => {
    const depth = array.split(".").length;
    const rows = Object.keys({ ...lms.kept, ...lms.held }).filter((name) => name.startsWith(`${array}.`));
    return new Set(rows.map((name) => name.split(".")[depth])).size;
  },
  value: (element) => lms.held[element] ?? lms.kept[element] ?? "",
};

function answer(call, given, work) {
  let result;
  const planned = lms.fault ? lms.fault(call, given[0], given[1]) : undefined;
  if (planned === "throw") {
    lms.calls.push([call, ...given, "throws", 0]);
    throw new Error("the LMS broke");
  }
  if (planned !== undefined) [result, lms.error] = planned;
  else result = work();
  lms.calls.push([call, ...given, result, lms.error]);
  return result;
}

function fail(code, result) {
  lms.error = code;
  return result;
}

window.API = {
  LMSInitialize: (nothing) =>
    answer("LMSInitialize", [nothing], () => {
      if (lms.phase !== "new") return fail(101, "false");
      lms.phase = "open";
      lms.held = {};
      delete lms.kept["cmi.core.exit"];
      return fail(0, "true");
    }),
  LMSFinish: (nothing) =>
    answer("LMSFinish", [nothing], () => {
      if (lms.phase !== "open") return fail(301, "false");
      keep();
      // What Moodle does: a session that ends without a status is a completed one.
      if (lms.kept["cmi.core.lesson_status"] === "not attempted") lms.kept["cmi.core.lesson_status"] = "completed";
      // The state of a session that does not ask to be suspended is nobody's any more.
      if (lms.kept["cmi.core.exit"] !== "suspend") delete lms.kept["cmi.suspend_data"];
      lms.phase = "closed";
      return fail(0, "true");
    }),
  LMSGetValue: (element) =>
    answer("LMSGetValue", [element], () => {
      if (lms.phase !== "open") return fail(301, "");
      if (CHILDREN[element]) return lms.unsupported.has(element) ? fail(401, "") : fail(0, CHILDREN[element]);
      if (element.endsWith("._count")) return fail(0, String(known.count(element.slice(0, -7))));
      return fail(scorm12GetError(element, known), known.value(element));
    }),
  LMSSetValue: (element, value) =>
    answer("LMSSetValue", [element, value], () => {
      if (lms.phase !== "open") return fail(301, "false");
      if (typeof value !== "string") return fail(405, "false");
      const code = scorm12SetError(element, value, known);
      if (!code) lms.held[element] = value;
      return fail(code, code ? "false" : "true");
    }),
  LMSCommit: (nothing) =>
    answer("LMSCommit", [nothing], () => {
      if (lms.phase !== "open") return fail(301, "false");
      keep();
      return fail(0, "true");
    }),
  LMSGetLastError: () => String(lms.error),
  LMSGetErrorString: () => "",
  LMSGetDiagnostic: () => "",
};

function keep() {
  Object.assign(lms.kept, lms.held);
  if (lms.mastered) lms.mastered();
}

/** Begins a session, as a launch does. */
function launch(address) {
  lms.phase = "new";
  document.getElementById("sco").src = address;
}
