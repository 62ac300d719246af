/**
 * scorm-again as a SCORM 2004 LMS that writes down every call. What it keeps is what its own data model holds at a
 * commit; a session that was not suspended ends its attempt, and the next one begins anew.
 */
"use strict";

const lms = { calls: [], kept: {}, settings: {} };

/** Begins a session, with what earlier ones left behind. */
function launch(address) {
  const api = new Scorm2004API({ autocommit: false, logLevel: 5, ...lms.settings });
  if (lms.kept["cmi.exit"] !== undefined && lms.kept["cmi.exit"] !== "suspend") lms.kept = {};
  for (const ofSession of ["cmi.exit", "cmi.session_time"]) delete lms.kept[ofSession];
  api.loadFromFlattenedJSON(lms.kept, "");
  lms.api = api;
  window.API_1484_11 = { GetLastError: () => api.lmsGetLastError() };
  const names = { Initialize: "lmsInitialize", Terminate: "lmsFinish", GetValue: "lmsGetValue", SetValue: "lmsSetValue", Commit: "lmsCommit" };
  for (const [name, own] of Object.entries(names)) {
    window.API_1484_11[name] = (...given) => {
      if (name === "Terminate") lms.last = { ...api.getFlattenedCMI() };
      const result = api[own](...given);
      const code = Number(api.lmsGetLastError());
      lms.calls.push([name, ...given, result, code]);
      if (name === "SetValue" && /^cmi\.(exit|session_time)$/.test(given[0]) && !code) lms[given[0]] = given[1];
      if (name === "Commit" && String(result) === "true") keep(api);
      return result;
    };
  }
  document.getElementById("sco").src = address;
}

function keep(api) {
  for (const [element, value] of Object.entries({ ...api.getFlattenedCMI(), "cmi.exit": lms["cmi.exit"] })) {
    if (typeof value === "string" && (value || element === "cmi.exit")) lms.kept[element] = value;
  }
}
