/**
 * scorm-again as a SCORM 2004 LMS that sequences: it takes its tree of activities from the package's own manifest,
 * delivers what a learner chooses, and puts the results together as the manifest says.
 */
"use strict";

const lms = { calls: [], delivered: [], api: null, places: {}, records: {}, current: "" };

const SPACES = { imsss: "http://www.imsglobal.org/xsd/imsss", adlseq: "http://www.adlnet.org/xsd/adlseq_v1p3" };

function own(element, name, space = SPACES.imsss) {
  return [...element.children].find((child) => child.localName === name && child.namespaceURI === space);
}

function flag(element, name, otherwise) {
  const value = element && element.getAttribute(name);
  return value === null || value === undefined ? otherwise : value === "true";
}

/** An activity of the manifest as scorm-again wants it. */
function activity(element) {
  const sequencing = own(element, "sequencing");
  const part = (name) => sequencing && own(sequencing, name);
  const [control, rollup, delivery] = [part("controlMode"), part("rollupRules"), part("deliveryControls")];
  const objectives = part("objectives");
  const primary = objectives && own(objectives, "primaryObjective");
  const considerations = sequencing && own(sequencing, "rollupConsiderations", SPACES.adlseq);
  const children = [...element.children].filter((child) => child.localName === "item").map(activity);
  const title = [...element.children].find((child) => child.localName === "title").textContent;
  return {
    id: element.getAttribute("identifier"),
    title,
    ...(children.length ? { children } : {}),
    sequencingControls: {
      choice: flag(control, "choice", true),
      flow: flag(control, "flow", false),
      rollupObjectiveSatisfied: flag(rollup, "rollupObjectiveSatisfied", true),
      rollupProgressCompletion: flag(rollup, "rollupProgressCompletion", true),
      objectiveMeasureWeight: Number((rollup && rollup.getAttribute("objectiveMeasureWeight")) || 1),
      completionSetByContent: flag(delivery, "completionSetByContent", false),
      objectiveSetByContent: flag(delivery, "objectiveSetByContent", false),
    },
    ...(primary ? { primaryObjective: {
      objectiveID: primary.getAttribute("objectiveID"),
      isPrimary: true,
      satisfiedByMeasure: flag(primary, "satisfiedByMeasure", false),
      minNormalizedMeasure: Number(own(primary, "minNormalizedMeasure").textContent),
    } } : {}),
    ...(considerations ? { rollupConsiderations: {
      measureSatisfactionIfActive: flag(considerations, "measureSatisfactionIfActive", true),
    } } : {}),
  };
}

/** Takes a package in. */
function take(text) {
  const manifest = new DOMParser().parseFromString(text, "text/xml");
  for (const item of manifest.querySelectorAll("item[identifierref]")) {
    const resource = manifest.querySelector(`resource[identifier="${item.getAttribute("identifierref")}"]`);
    lms.places[item.getAttribute("identifier")] = resource.getAttribute("href");
  }
  const activityTree = activity(manifest.querySelector("organization"));
  lms.api = new Scorm2004API({ autocommit: false, logLevel: 5, sequencing: { activityTree } });
  const api = lms.api;
  window.API_1484_11 = { GetLastError: () => api.lmsGetLastError() };
  const names = { Initialize: "lmsInitialize", Terminate: "lmsFinish", GetValue: "lmsGetValue", SetValue: "lmsSetValue", Commit: "lmsCommit" };
  for (const [name, call] of Object.entries(names)) {
    window.API_1484_11[name] = (...given) => {
      const result = api[call](...given);
      lms.calls.push([name, ...given, result, Number(api.lmsGetLastError())]);
      return result;
    };
  }
}

/** Delivers an activity that the learner chose, or the first; false where the sequencing does not allow it. */
function deliver(identifier) {
  const allowed = identifier ? lms.api.processNavigationRequest("choice", identifier) : lms.api.processNavigationRequest("start");
  const current = lms.api.getSequencingState().currentActivity;
  if (!allowed || !current) return "";
  lms.api.reset();
  lms.current = current.id;
  document.getElementById("sco").src = `/course/${lms.places[current.id]}`;
  return current.id;
}

/** What the tree holds: id → completion, satisfaction and measure. */
function tree() {
  const found = {};
  const walk = (one) => {
    found[one.id] = [one.completionStatus, one.objectiveSatisfiedStatusKnown ? one.objectiveSatisfiedStatus : null, one.objectiveNormalizedMeasure];
    one.children.forEach(walk);
  };
  walk(lms.api.getSequencingState().rootActivity);
  return found;
}
