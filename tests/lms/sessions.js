/**
 * Plays sessions on the simulated LMS. Arguments: its files. Input: JSON {standard, profile, kept, steps}; a step is
 * ["launch"], ["on" | "off", switch] or [call, …arguments]. Output: JSON {answers: [result, error] of each call, kept, calls}.
 */
"use strict";

const fs = require("fs");
const vm = require("vm");

const context = vm.createContext({ performance, input: JSON.parse(fs.readFileSync(0, "utf-8")) });
const play = `
  const lms = new SimulatedLms({ scorm12: SCORM12, scorm2004: typeof SCORM2004 === "undefined" ? null : SCORM2004 }[input.standard],
    profileCalled(input.profile), new PageStore());
  Object.assign(lms.kept, input.kept);
  const answers = [];
  for (const [name, ...given] of input.steps) {
    if (name === "launch") lms.launch();
    else if (name === "on") lms.turnOn(faultCalled(given[0]));
    else if (name === "off") lms.turnOff(faultCalled(given[0]));
    else {
      let result;
      try { result = lms.api[name](...given); } catch (problem) { result = "throws"; }
      answers.push([result === undefined ? "undefined" : result, lms.error]);
    }
  }
  JSON.stringify({ answers, kept: lms.kept, calls: lms.calls.map((one) => [one.session, one.call, one.error]) });
`;
const files = process.argv.slice(2).map((name) => fs.readFileSync(name, "utf-8"));
process.stdout.write(vm.runInContext([...files, play].join("\n"), context));
