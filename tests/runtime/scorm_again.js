/** scorm-again as an LMS that writes down every call, with the names that the learner of the tests uses. */
"use strict";

const lms = { calls: [], kept: {} };

/** Begins a session, with what earlier ones left behind. */
function launch(address) {
  const api = new Scorm12API({ autocommit: false, logLevel: 5 });
  api.loadFromFlattenedJSON(lms.kept, "");
  const names = ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit"];
  window.API = { LMSGetLastError: () => api.lmsGetLastError() };
  for (const name of names) {
    const own = name.replace("LMS", "lms");
    window.API[name] = (...given) => {
      const result = api[own](...given);
      const code = Number(api.lmsGetLastError());
      lms.calls.push([name, ...given, result, code]);
      if (name === "LMSSetValue" && String(result) === "true") lms.kept[given[0]] = given[1];
      return result;
    };
  }
  document.getElementById("sco").src = address;
}
