/**
 * Ways to misbehave, to be switched on one by one: what a learning system, its server or the way to it does wrong.
 * F1 to F25 are the names of the table in docs/faults.md. What only a browser can do (a killed process, frames,
 * clocks) is done by whoever hosts the LMS, and has no switch.
 */

/** @type {FaultSwitch[]} */
const FAULTS = [
  { fault: "F1", name: "no-api", title: "There is no API", offer: "none" },
  { fault: "F2", name: "late-api", title: "The API appears after 5 seconds", offer: "late" },

  failing("F3", "initialize-false", "Initialize answers \"false\"", ["initialize"], broken),
  failing("F3", "initialize-false-boolean", "Initialize answers false", ["initialize"], (_element, _value, lms) => [false, lms.standard.failed]),
  failing("F3", "initialize-throws", "Initialize throws", ["initialize"], () => "throw"),
  {
    ...failing("F3", "initialize-already", "The LMS has initialised the session by itself", ["initialize"], (_element, _value, lms) => {
      if (lms.phase !== "open") lms.initialize();
      return ["false", lms.standard.order.initialize.open];
    }),
  },

  ...[201, 301, 401, 402, 403, 404, 405].map((code) => refusing(code, "scorm12")),
  ...[301, 351, 391, 401, 402, 403, 404, 405, 406, 407, 408].map((code) => refusing(code, "scorm2004")),

  failing("F5", "get-null", "GetValue answers null", ["get"], () => [null, 0]),
  failing("F5", "get-undefined", "GetValue answers undefined", ["get"], () => [undefined, 0]),
  failing("F5", "get-number", "GetValue answers a number", ["get"], () => [0, 0]),
  failing("F5", "get-null-text", "GetValue answers \"null\"", ["get"], () => ["null", 0]),

  { ...failing("F6", "commit-false-once", "One commit fails", ["commit"], broken), times: 1 },
  { ...failing("F6", "commit-false-five", "Five commits fail", ["commit"], broken), times: 5 },
  failing("F6", "commit-false", "Every commit fails", ["commit"], broken),
  failing("F6", "commit-null", "Every commit answers null", ["commit"], () => [null, 0]),
  failing("F6", "commit-throws", "Every commit throws", ["commit"], () => "throw"),
  { fault: "F6", name: "commit-hangs", title: "A commit takes 30 seconds", trouble: { wait: 30000 }, times: 1 },

  damaging("state-cut-255", "The state is cut after 255 characters", (state) => state.slice(0, 255)),
  damaging("state-cut-4000", "The state is cut after 4,000 characters", (state) => state.slice(0, 4000)),
  damaging("state-cut-4096", "The state is cut after 4,096 characters", (state) => state.slice(0, 4096)),
  damaging("state-cut-in-character", "The state ends in half a character", (state) => state.slice(0, -1) + "\ud83d"),
  damaging("state-escaped", "The state comes back HTML-escaped", (state) =>
    state.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;")),
  damaging("state-plus", "\"+\" in the state comes back as a space", (state) => state.replace(/\+/g, " ")),
  damaging("state-slashes", "Slashes are added to the state", (state) => state.replace(/['"\\]/g, "\\$&")),
  damaging("state-newlines", "Line ends in the state are lost", (state) => state.replace(/[\r\n]/g, "")),

  { fault: "F9", name: "login-page", title: "The session ran out: the server answers with its login page", trouble: { answer: "login" } },
  { fault: "F9", name: "unauthorised", title: "The session ran out: the server answers 401", trouble: { answer: "401" } },
  { fault: "F9", name: "forbidden", title: "The session ran out: the server answers 403", trouble: { answer: "403" } },

  failing("F11", "terminate-throws", "Terminate throws", ["terminate"], () => "throw"),
  failing("F11", "terminate-false", "Terminate answers \"false\"", ["terminate"], broken),
  { ...failing("F11", "ended-by-lms", "The LMS ends the session by itself", ["get", "set", "commit", "terminate"], (_element, _value, lms) => {
      lms.endByLms();
      return undefined;
    }), times: 1 },

  { fault: "F14", name: "other-api-nearer", title: "The other standard's API is nearer than the right one", offer: "other-nearer" },
  { fault: "F14", name: "both-apis", title: "Both standards' APIs are offered", offer: "both" },

  ...Object.entries({
    "state-of-another-tool": "viewed=1,2|lastviewedslide=3|1#1##",
    "state-json": "{\"__proto__\":{\"a\":1},\"a\":[1,2]}",
    "state-corrupt": "cp2.1.1.1.AA",
    "state-newer": "cp9.1k2j3h.5.a1b2c3.AAAA",
    "state-empty-words": "undefined",
  }).map(([name, text]) => ({ ...damaging(name, `The state is ${JSON.stringify(text)}`, () => text), fault: "F15" })),

  { fault: "F18", name: "bad-gateway", title: "The way to the LMS's server answers 502", trouble: { answer: "502" } },
  { fault: "F18", name: "network-off", title: "No network", trouble: { answer: "nothing" } },
  { fault: "F18", name: "network-slow", title: "Every commit takes 2 seconds", trouble: { wait: 2000 } },

  ...["failed", "completed", "not attempted", "Passed", "browsed"].map((status) => overriding(status)),

  ...["browse", "review", ""].map((mode) =>
    failing("F21", `mode-${mode || "missing"}`, mode ? `The session is in mode ${mode}` : "The session has no mode", ["get"], (element, _value, lms) =>
      element === lms.standard.names.mode ? [mode, mode ? 0 : lms.standard.absent] : undefined)),

  failing("F22", "short-values", "No value of more than 255 characters is taken", ["set"], (_element, value, lms) =>
    value.length > 255 ? ["false", lms.standard.type] : undefined),

  ...Object.entries({
    "name-markup": "<img src=x onerror=alert(1)>, A",
    "name-quotes": "O'Neill \"Bo\", \\A",
    "name-right-to-left": "\u202eפלוני, אלמונית",
    "name-empty": "",
    "name-without-comma": "Prince",
  }).map(([name, text]) => giving("F23", name, `The learner is called ${JSON.stringify(text)}`, (standard) => ({ [standard.names.name]: text }))),
];

/** @param {string} name */
function faultCalled(name) {
  return FAULTS.find((fault) => fault.name === name);
}

/**
 * @param {string} fault @param {string} name @param {string} title @param {CallKind[]} kinds
 * @param {(element: string, value: string, lms: SimulatedLms) => Planned} planned
 * @returns {FaultSwitch}
 */
function failing(fault, name, title, kinds, planned) {
  return { fault, name, title, answer: (kind, element, value, lms) => (kinds.includes(kind) ? planned(element, value, lms) : undefined) };
}

/** @param {string} _element @param {string} _value @param {SimulatedLms} lms @returns {Planned} */
function broken(_element, _value, lms) {
  return ["false", lms.standard.failed];
}

/** Every SetValue is refused with one code. @param {number} code @param {string} standard @returns {FaultSwitch} */
function refusing(code, standard) {
  return { ...failing("F4", `set-${code}-${standard}`, `Every SetValue answers error ${code}`, ["set"], () => ["false", code]), standard };
}

/** @param {string} name @param {string} title @param {(state: string) => string} change @returns {FaultSwitch} */
function damaging(name, title, change) {
  return {
    fault: "F7",
    name,
    title,
    gives: (kept, standard) => {
      const state = kept[standard.names.suspendData];
      return state ? { ...kept, [standard.names.suspendData]: change(state) } : kept;
    },
  };
}

/** @param {string} fault @param {string} name @param {string} title @param {(standard: LmsStandard) => Elements} given @returns {FaultSwitch} */
function giving(fault, name, title, given) {
  return { fault, name, title, gives: (kept, standard) => ({ ...kept, ...given(standard) }) };
}

/** @param {string} status @returns {FaultSwitch} */
function overriding(status) {
  const name = `status-${status.toLowerCase().replace(" ", "-")}`;
  return giving("F20", name, `The LMS sets the status to "${status}"`, (standard) => standard.overridden(status));
}
