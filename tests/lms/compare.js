/**
 * Makes the same calls to the simulated LMS and to scorm-again. Arguments: standard, the file of scorm-again, the files of
 * the simulated LMS. Input: JSON, a list of sequences of [call, …arguments]. Output: JSON, for each sequence and each call
 * [result of ours, error of ours, result of theirs, error of theirs].
 */
"use strict";

const fs = require("fs");
const vm = require("vm");

const [standard, theirs, ...ours] = process.argv.slice(2);
const quiet = { log() {}, info() {}, warn() {}, error() {}, debug() {} };

function load(names, result) {
  const context = vm.createContext({ console: quiet, performance, setTimeout, clearTimeout, URL, URLSearchParams });
  context.window = context;
  vm.runInContext(names.map((name) => fs.readFileSync(name, "utf-8")).join("\n"), context);
  return vm.runInContext(result, context);
}

const is12 = standard === "scorm12";
const Again = load([theirs], is12 ? "this.Scorm12API" : "this.Scorm2004API");
const makeOurs = load(ours, `() => { const lms = new SimulatedLms(${is12 ? "SCORM12" : "SCORM2004"}, STRICT_PROFILE); lms.launch(); return lms.api; }`);
const lastError = is12 ? "LMSGetLastError" : "GetLastError";

const answers = JSON.parse(fs.readFileSync(0, "utf-8")).map((sequence) => {
  const apis = [makeOurs(), new Again({ autocommit: false, logLevel: 5 })];
  return sequence.map(([call, ...given]) =>
    apis.flatMap((api) => {
      let result;
      try {
        result = String(api[call](...given));
      } catch (problem) {
        result = `throws ${problem}`;
      }
      return [result, Number(api[lastError]())];
    }),
  );
});
process.stdout.write(JSON.stringify(answers));
