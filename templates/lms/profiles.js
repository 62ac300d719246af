/**
 * What learning systems are known to do, as data: each row says where it was seen or told. Nobody's product is
 * rebuilt here; a profile is its known habits on top of the strict LMS.
 */

/** By the letter, and the hardest reading where the letter leaves a choice. @type {Profile} */
const STRICT_PROFILE = {
  name: "strict",
  title: "Strict",
  about: "Takes nothing but what the standard allows, and forgets the state of a session that was not suspended.",
  sources: ["SCORM 1.2 Run-Time Environment, 3.3 and 3.4", "SCORM 2004 Run-Time Environment, chapters 3 and 4"],
  limits: {},
  refuses: [],
  review: [],
  noStatus: "completed",
  forgets: true,
  scoreFails: true,
  bothApis: false,
  lacks: [],
  stuckOnFailed: false,
  mute: false,
};

/** @type {Profile[]} */
const PROFILES = [
  STRICT_PROFILE,
  {
    ...STRICT_PROFILE,
    name: "moodle",
    title: "Moodle",
    about: "Looks back once there is a result, makes failed of incomplete where it has a mark of its own, and refuses zones in times.",
    sources: [
      "Moodle 4.5.6 and 5.1.3, seen running",
      "moodle/moodle: mod/scorm/datamodels/scorm_12.js, scorm_13.js, mod/scorm/locallib.php",
    ],
    limits: { "cmi.suspend_data": 64000, "cmi.core.lesson_location": 64000, "cmi.comments": 64000 },
    refuses: [
      { element: /^cmi\.interactions\.\d+\.timestamp$/, value: /(Z|[+-]\d{2}(:\d{2})?|\.\d{3,})$/, code: 406 },
      { element: /^cmi\.interactions\.\d+\.(timestamp|id)$/, value: /\s/, code: 406 },
      { element: /^adl\.nav\.request$/, value: /^_none_$/, code: 406 },
    ],
    review: ["passed", "completed", "failed"],
    forgets: false,
    lacks: ["adl.data"],
  },
  {
    ...STRICT_PROFILE,
    name: "cornerstone",
    title: "Cornerstone",
    about: "Stays failed once something failed, and answers nothing to a commit while the page goes away.",
    sources: [
      "adaptlearning/adapt_framework, issues 2604 and 2222",
      "Cornerstone's help: Failed Status for Online Classes; Create New Publication; course troubleshooting guide",
    ],
    forgets: false,
    stuckOnFailed: true,
    mute: true,
  },
  {
    ...STRICT_PROFILE,
    name: "successfactors",
    title: "SAP SuccessFactors",
    about: "Keeps SCORM data by the letter; what it is known for (identifiers cut after 15 characters) concerns manifests.",
    sources: ["SAP KBA 2316909"],
    forgets: false,
    noStatus: "not attempted",
  },
  {
    ...STRICT_PROFILE,
    name: "saba",
    title: "Saba, Kallidus",
    about: "Both standards' APIs are in reach.",
    sources: ["adaptlearning/adapt-contrib-spoor, README"],
    forgets: false,
    bothApis: true,
  },
  {
    ...STRICT_PROFILE,
    name: "relaxed",
    title: "Add-on engine (as for Canvas)",
    about: "Takes far longer values, and has no interactions.",
    sources: [
      "Canvas has SCORM only through an add-on: its makers' help",
      "scorm-again 3.4: takes 64,000 characters in SCORM 1.2",
    ],
    limits: { "cmi.suspend_data": 64000, "cmi.core.lesson_location": 1000, "cmi.comments": 64000 },
    lacks: ["cmi.interactions"],
    forgets: false,
    scoreFails: false,
    noStatus: "not attempted",
  },
  {
    ...STRICT_PROFILE,
    name: "modeless",
    title: "Without a mode",
    about: "Does not have the element that says whether a session counts.",
    sources: ["LiaScript/LiaScript-Exporter, issues 35 and 36"],
    lacks: ["cmi.core.lesson_mode", "cmi.core.credit", "cmi.mode", "cmi.credit"],
    forgets: false,
  },
];

/** @param {string} name */
function profileCalled(name) {
  return PROFILES.find((profile) => profile.name === name) || STRICT_PROFILE;
}
