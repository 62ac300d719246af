/**
 * scorm-again as an LMS that writes down every call, with the names that the learner of the tests uses. What it keeps
 * is what its own data model holds at a commit; and it forgets the state of a session that was not suspended.
 */
"use strict";

const lms = { calls: [], kept: {} };

/** Begins a session, with what earlier ones left behind. */
function launch(address) {
  const api = new Scorm12API({ autocommit: false, logLevel: 5 });
  for (const ofSession of ["cmi.core.exit", "cmi.core.session_time"]) delete lms.kept[ofSession];
  api.loadFromFlattenedJSON(lms.kept, "");
  const names = ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit"];
  window.API = { LMSGetLastError: () => api.lmsGetLastError() };
  for (const name of names) {
    const own = name.replace("LMS", "lms");
    window.API[name] = (...given) => {
      const result = api[own](...given);
      const code = Number(api.lmsGetLastError());
      lms.calls.push([name, ...given, result, code]);
      if (name === "LMSCommit" && String(result) === "true") keep(api);
      if (name === "LMSFinish" && lms.kept["cmi.core.exit"] !== "suspend") delete lms.kept["cmi.suspend_data"];
      return result;
    };
  }
  document.getElementById("sco").src = address;
}

function keep(api) {
  const all = { ...api.getFlattenedCMI(), "cmi.core.session_time": api.cmi.core._session_time };
  for (const [element, value] of Object.entries(all)) {
    if (typeof value === "string" && (value || element === "cmi.core.exit")) lms.kept[element] = value;
  }
}
