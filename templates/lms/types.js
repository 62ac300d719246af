/**
 * The types that the parts of the simulated LMS share. Never loaded: only `tsc` reads it.
 *
 * @typedef {Record<string, string>} Elements  element of the data model → value
 *
 * What an LMS call is, whatever the standard calls it.
 * @typedef {"initialize" | "terminate" | "get" | "set" | "commit"} CallKind
 *
 * @typedef {object} LoggedCall
 * @property {number} at  milliseconds since the launch
 * @property {number} session  1 for the first launch of this page
 * @property {string} call  as the standard names it
 * @property {unknown[]} arguments
 * @property {unknown} result  "throws" where the call threw
 * @property {number} error  what GetLastError then says
 *
 * What a validator must know of the session (see player/lms/scorm12/values.js).
 * @typedef {{count: (array: string) => number, value: (element: string) => string}} Known
 *
 * What stands for the real answer: thrown, or [result, error code]; undefined: the real one.
 * @typedef {"throw" | [unknown, number] | undefined} Planned
 *
 * @typedef {object} LmsStandard  one run-time standard as data and pure functions
 * @property {string} name  of the target: "scorm12"
 * @property {string} api  the property of the window
 * @property {Record<CallKind, string>} calls
 * @property {{error: string, text: string, diagnostic: string}} support  the calls that change nothing
 * @property {Record<CallKind, {new: number, closed: number, open: number}>} order  call → phase → error code; 0: allowed
 * @property {number} argument  error code of an argument that must be empty and is not
 * @property {number} type  error code of a value that is not of the element's type
 * @property {number} absent  error code of an element of the standard that this LMS does not have
 * @property {number} failed  error code where the LMS itself could not keep the data
 * @property {Record<number, string>} texts  error code → short text
 * @property {Record<string, string>} children  "…._children" → its value
 * @property {{suspendData: string, location: string, mode: string, exit: string, name: string, raw: string}} names
 * @property {(element: string, value: string, known: Known) => number} setError
 * @property {(element: string, known: Known) => number} getError
 * @property {(element: string, value: string | undefined, known: Known) => [string, number]} read  what GetValue gives where getError says 0
 * @property {(kept: Elements, profile: Profile) => Elements} begin  the elements of a new session
 * @property {(kept: Elements, profile: Profile, before: Elements) => Elements} end  what the LMS makes of them when the session is over; before: what it found
 * @property {(status: string) => Elements} overridden  what an LMS (or its administrator) writes to give a status
 *
 * What one learning system is known to do, as far as it differs from the standard.
 * @typedef {object} Profile
 * @property {string} name
 * @property {string} title
 * @property {string} about  one sentence
 * @property {string[]} sources  where that was seen or told
 * @property {Record<string, number>} limits  element → characters that it takes, where more than the standard's
 * @property {{element: RegExp, value: RegExp, code: number}[]} refuses  what it does not take though the standard allows it
 * @property {string[]} review  statuses after which the next session is in mode "review"
 * @property {"completed" | "not attempted"} noStatus  what a session without any status becomes
 * @property {boolean} forgets  the state of a session that was not suspended is not given again
 * @property {boolean} scoreFails  an incomplete session with a score below the LMS's own mark becomes failed
 * @property {boolean} bothApis  also the API of the other standard is in reach
 * @property {string[]} lacks  elements (and all below them) that it does not have
 * @property {boolean} stuckOnFailed  once failed it never counts as passed or completed
 * @property {boolean} mute  answers null to a commit once the page is hidden
 *
 * Where a record outlives the page. `trouble`: what the connection does just now.
 * @typedef {object} RecordStore
 * @property {() => Elements | null} read  null: nothing yet
 * @property {(kept: Elements, trouble: Trouble) => "kept" | "refused" | "threw"} write
 *
 * @typedef {{wait?: number, answer?: string}} Trouble  wait: milliseconds before the answer; answer: what a proxy or a login page says instead
 *
 * @typedef {object} FaultSwitch  one way to misbehave
 * @property {string} fault  "F6"
 * @property {string} name  unique, as in addresses: "commit-fails-always"
 * @property {string} title  for people
 * @property {string} [standard]  only of this one
 * @property {(call: CallKind, element: string, value: string, lms: SimulatedLms) => Planned} [answer]
 * @property {(kept: Elements, standard: LmsStandard) => Elements} [gives]  what the next session finds instead of what was kept
 * @property {"none" | "late" | "other-nearer" | "both"} [offer]  which APIs the windows have
 * @property {Trouble} [trouble]
 * @property {number} [times]  how often it answers before it is over; without it: always
 */
