/** Guarded calls of a SCORM API in their one allowed order: whatever it throws or answers, the lesson goes on (R1, R3). */

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
    if (this.phase !== "open") return false;
    if (isTrue(this.call(this.names.set, element, value))) return true;
    if (this.error() !== 0) return false;
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
