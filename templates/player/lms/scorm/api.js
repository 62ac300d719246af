/**
 * Finds the LMS's API however deep (SCORM 1.2 Run-Time Environment, 3.3.6), and calls it in its one allowed order:
 * whatever it throws or answers, the lesson goes on (R1, R2, R3).
 */

/** @typedef {Record<string, (...args: string[]) => unknown>} LmsApi */

/** How a standard writes a row of the journal; its part answers.js adds it, where a course has questions. @type {((row: Row) => [string, string, string][])[]} */
const ROW_WRITERS = [];

/** How far up parents are searched: some portals nest deeply, none endlessly. */
const API_TRIES = 500;

/**
 * The API object called `name` that has all of `calls`: in this window, its parents, its opener, the opener's parents.
 *
 * Cabinets such as SABA and Kallidus offer 1.2 and 2004 side by side, and a portal may put the other one nearer: only
 * the name of this package's own standard counts, and an object of that name that lacks the calls is passed over.
 * @param {Window} start @param {string} name @param {string[]} calls
 * @returns {LmsApi | null}
 */
function findApi(start, name, calls) {
  return apiAbove(start, name, calls) || apiAbove(openerOf(start), name, calls) || apiOfTop(start, name, calls);
}

/** A package in a frame of a pop-up: the pop-up's opener holds the API. @param {Window} start @param {string} name @param {string[]} calls */
function apiOfTop(start, name, calls) {
  try {
    return start.top && start.top !== start ? apiAbove(openerOf(start.top), name, calls) : null;
  } catch {
    return null;
  }
}

/** @param {Window | null} start @param {string} name @param {string[]} calls @returns {LmsApi | null} */
function apiAbove(start, name, calls) {
  let place = start;
  for (let tries = 0; place && tries <= API_TRIES; tries++) {
    const api = apiIn(place, name, calls);
    if (api) return api;
    const above = parentOf(place);
    if (above === place) return null;
    place = above;
  }
  return null;
}

/**
 * A window of another origin throws a SecurityError on every look: that says "further up", not "stop".
 * @param {Window} place @param {string} name @param {string[]} calls @returns {LmsApi | null}
 */
function apiIn(place, name, calls) {
  try {
    const api = /** @type {Record<string, any>} */ (/** @type {unknown} */ (place))[name];
    return api && calls.every((call) => call in api) ? api : null;
  } catch {
    return null;
  }
}

/** @param {Window} place @returns {Window | null} */
function parentOf(place) {
  try {
    return place.parent;
  } catch {
    return null;
  }
}

/** @param {Window} place @returns {Window | null} */
function openerOf(place) {
  try {
    return place.opener;
  } catch {
    return null;
  }
}


/**
 * The names of one standard's calls, so that SCORM 2004 differs by this record alone.
 * @typedef {{initialize: string, finish: string, get: string, set: string, commit: string, error: string}} LmsNames
 */

class LmsCalls {
  /** @param {LmsApi} api @param {LmsNames} names */
  constructor(api, names) {
    this.api = api;
    this.names = names;
    /** @type {"new" | "open" | "closed"} */
    this.phase = "new";
    /** Set where a call threw: its error code would be an older call's. */
    this.threw = false;
    /** Set where the LMS understood the last value and does not want it: it never will. */
    this.refused = false;
  }

  /** @param {string} name @param {string[]} parameters @returns {unknown} */
  call(name, ...parameters) {
    this.threw = false;
    try {
      return this.api[name]?.(...parameters);
    } catch {
      this.threw = true;
      return undefined;
    }
  }

  /** The error code of the last call; -1 where it threw or the LMS has none. */
  error() {
    if (this.threw) return -1;
    const code = parseInt(String(this.call(this.names.error)), 10);
    return Number.isFinite(code) ? code : -1;
  }

  /** Opens the session. An LMS that says "already initialised" (101) but answers is open, too [LMSs that initialise by themselves]. @param {string} probe an element to read */
  open(probe) {
    if (this.phase !== "new") return this.phase === "open";
    this.phase = "open";
    if (isTrue(this.call(this.names.initialize, ""))) return true;
    if (this.error() > 0 && this.get(probe)) return true;
    this.phase = "closed";
    return false;
  }

  /** The value of an element as text; whatever stands for nothing is "". @param {string} element */
  get(element) {
    if (this.phase !== "open") return "";
    const value = this.call(this.names.get, element);
    return value === null || value === undefined || value === "null" || value === "undefined" ? "" : String(value);
  }

  /**
   * Sets an element. "false" with error 0 counts as done, after one look where it can be read (R8) [spoor].
   * @param {string} element @param {string} value @param {boolean} readable
   */
  set(element, value, readable) {
    this.refused = false;
    if (this.phase !== "open") return false;
    if (isTrue(this.call(this.names.set, element, value))) return true;
    const error = this.error();
    this.refused = /^(20\d|40\d)$/.test(String(error));
    if (error !== 0) return false;
    return !readable || this.get(element) === value;
  }

  commit() {
    return this.phase === "open" && isTrue(this.call(this.names.commit, ""));
  }

  /** Ends the session, also when the last commit failed (R23). Nothing is called afterwards. */
  close() {
    if (this.phase !== "open") return;
    this.phase = "closed";
    this.call(this.names.finish, "");
  }
}

/** What LMSs answer for "true". @param {unknown} value */
function isTrue(value) {
  return value === true || value === 1 || /^(true|1)$/i.test(String(value));
}
