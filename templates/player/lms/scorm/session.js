/**
 * Keeps progress in an LMS by SCORM: what both standards have in common. What is read at the start and how results
 * and rows are called each standard says itself.
 */

/**
 * What one standard says of itself.
 * @typedef {object} ScormNames
 * @property {string} api  the property of the LMS's window
 * @property {LmsNames} calls
 * @property {string} mode
 * @property {string} location
 * @property {string} status  what is read to see whether an LMS that says "already initialised" answers
 * @property {string} exit
 * @property {string} done  the value of `exit` where nothing is left to do
 * @property {string} time
 * @property {string} score  the element whose children are `raw`, `min` and `max`
 * @property {number} limit  characters of suspend_data
 */

/** @implements {Backend} */
class ScormSession {
  /** @param {ScormNames} names */
  constructor(names) {
    this.names = names;
    this.limit = names.limit;
    this.remote = true;
    this.saved = "saved";
    /** @type {LmsCalls | null} */
    this.calls = null;
    /** @type {Start["mode"]} */
    this.mode = "normal";
    /** What the LMS holds: an element that has not changed is not sent again. @type {Map<string, string>} */
    this.sent = new Map();
    /** How many rows the arrays inside rows have. @type {Map<string, number>} */
    this.counts = new Map();
    this.began = 0;
    /** Children of the score and of `cmi.interactions` that the LMS offers (R22). @type {Set<string>} */
    this.scoreParts = new Set();
    /** @type {Set<string>} */
    this.rowParts = new Set();
    this.rowCount = 0;
    /** How often the first row that waits was not taken. */
    this.rowTries = 0;
    /** How often in a row the state was not taken, and what could not be reported for that reason. */
    this.stateTries = 0;
    /** @type {ProgressReport | null} */
    this.unproved = null;
  }

  // --- what each standard says --------------------------------------------------------------------------------

  /** Reads how far the learner was, and says "incomplete" where the LMS knows nothing yet. @returns {{status: Status, fresh: boolean}} */
  readStatus() {
    return { status: "incomplete", fresh: true };
  }

  /** What else the LMS gives at the start. @returns {{score: number, mastery: number | null, apart?: boolean}} */
  readMarks() {
    return { score: -1, mastery: null };
  }

  /** @param {ProgressReport} _report @returns {boolean} */
  writeScore(_report) {
    return true;
  }

  /** @param {ProgressReport} _report @returns {boolean} */
  writeStatus(_report) {
    return true;
  }

  /** What belongs to the course as a whole besides status and score. @param {ProgressReport} _report */
  writeMeasures(_report) {}

  /** The parts of a row behind its `id`, in their order: name of the child, element, value. @param {Row} row @returns {[string, string, string][]} */
  rowElements(row) {
    return ROW_WRITERS[0]?.(row) ?? [];
  }

  /** @param {string} _element @param {string} _value @returns {number} */
  setError(_element, _value) {
    return 0;
  }

  /** Whether an element can be read back. @param {string} _element @returns {boolean} */
  readable(_element) {
    return false;
  }

  /** @param {number} milliseconds @returns {string} */
  span(milliseconds) {
    return String(milliseconds);
  }

  // --- what they share ----------------------------------------------------------------------------------------

  /** @param {(start: Start) => void} opened @returns {"open" | "absent" | "broken"} */
  open(opened) {
    const { names } = this;
    const api = findApi(window, names.api, Object.values(names.calls));
    if (!api) return "absent";
    const calls = new LmsCalls(api, names.calls);
    if (!calls.open(names.status)) return "broken";
    this.calls = calls;
    this.began = ticks();
    const mode = this.get(names.mode).trim().toLowerCase();
    this.mode = mode === "browse" || mode === "review" ? mode : "normal";
    const { status, fresh } = this.readStatus();
    this.begin(fresh);
    opened({
      mode: this.mode,
      state: this.remembered("cmi.suspend_data"),
      location: this.remembered(names.location),
      status,
      ...this.readMarks(),
    });
    return "open";
  }

  /** @param {boolean} fresh the LMS has not kept anything of this learner yet */
  begin(fresh) {
    if (this.mode === "browse") return;
    // An LMS may forget the state of a session that does not ask to be suspended, also of one in which nothing was done.
    this.write(this.names.exit, "suspend");
    if (this.mode !== "normal") return;
    if (fresh) this.calls?.commit();
    this.scoreParts = this.children(this.names.score);
    this.rowParts = this.children("cmi.interactions");
    if (this.rowParts.size) this.rowCount = this.countOf("cmi.interactions");
  }

  /** @param {string} element */
  get(element) {
    return this.calls ? this.calls.get(element) : "";
  }

  /** @param {string} element */
  remembered(element) {
    const value = this.get(element);
    this.sent.set(element, value);
    return value;
  }

  /** @param {string} element @returns {Set<string>} */
  children(element) {
    return new Set(this.get(`${element}._children`).split(",").map((name) => name.trim()).filter(Boolean));
  }

  /** @param {string} array */
  countOf(array) {
    return Math.max(0, parseInt(this.get(`${array}._count`), 10) || 0);
  }

  /**
   * State before status, so that a status never says more than the saved state proves (R5).
   * @param {ProgressReport} report
   */
  save(report) {
    if (!this.calls || this.mode === "browse") return true; // R14
    // Who looks back may practise, but what was answered when it counted stays.
    const kept = this.mode === "review" || this.keepState(report.state);
    this.write(this.names.location, report.location);
    let taken = true;
    if (this.mode === "normal") {
      this.stateTries = kept ? 0 : this.stateTries + 1;
      const journal = this.writeRows(report.rows);
      const result = this.writeResult(report, kept || this.stateTries > SAVE_RETRIES.length, kept);
      taken = journal && result;
    }
    this.writeTime();
    const committed = this.calls.commit();
    // An LMS that is well and never takes this row must not keep the later ones waiting for ever.
    if (committed && report.rows.length && ++this.rowTries > SAVE_RETRIES.length) this.rowDone(report.rows);
    return committed && kept && taken;
  }

  writeTime() {
    this.write(this.names.time, this.span(ticks() - this.began));
  }

  /** @param {string} state */
  keepState(state) {
    if (state && this.write("cmi.suspend_data", state)) return true;
    // A shorter one may be taken; when all were refused, it begins again with the whole.
    this.limit = state && this.calls?.refused ? state.length - 1 : this.names.limit;
    return false;
  }

  /**
   * Score, status and exit. While the LMS does not take the state, the status stays at what was saved (R5). But a
   * pass must not be lost with it: once all tries failed, or the page is left, it is reported all the same. It then
   * proves itself, because the next session takes it over from the LMS. A failure is never reported without its state.
   * @param {ProgressReport} report @param {boolean} free to report a pass @param {boolean} kept
   */
  writeResult(report, free, kept) {
    const { status } = report;
    const held = !kept && status !== "incomplete" && (status === "failed" || !free);
    this.unproved = held ? report : null;
    const scored = (held && status === "failed") || this.writeScore(report);
    if (!held) this.writeMeasures(report);
    const told = held || this.writeStatus(report);
    this.write(this.names.exit, report.open || held ? "suspend" : this.names.done); // R19, R29
    return scored && told;
  }

  close() {
    if (this.calls && this.mode !== "browse") {
      if (this.unproved) this.writeResult(this.unproved, true, false);
      this.writeTime();
      this.calls.commit();
    }
    this.calls?.close();
  }

  /** Sets an element whose value changed, once it has passed the standard's own rules (R4). @param {string} element @param {string} value */
  write(element, value) {
    if (!this.calls || this.sent.get(element) === value) return true;
    this.calls.refused = true;
    if (this.setError(element, value)) return false;
    const done = this.calls.set(element, value, this.readable(element));
    if (!done) return false;
    this.sent.set(element, value);
    const [, array = "", at = 0] = /^(.*)\.(\d+)\./.exec(element) || [];
    this.counts.set(array, Math.max(this.counts.get(array) ?? 0, Number(at) + 1));
    return true;
  }

  /** @returns {ElementsKnown} */
  known() {
    return {
      count: (array) => (array === "cmi.interactions" ? this.rowCount : this.counts.get(array) ?? 0),
      value: (element) => this.sent.get(element) ?? "",
    };
  }

  /** Writes the rows that wait, in order; false where one has to wait longer. @param {Row[]} rows */
  writeRows(rows) {
    for (let row = rows[0]; row; row = rows[0]) {
      if (!this.writeRow(row)) return false;
      this.rowDone(rows);
    }
    return true;
  }

  /** @param {Row[]} rows */
  rowDone(rows) {
    rows.shift();
    this.rowTries = 0;
    if (this.sent.has(`cmi.interactions.${this.rowCount}.id`)) this.rowCount++;
  }

  /**
   * A row of the journal; an LMS that keeps none is not troubled (R22). What the LMS refuses is left out; what it
   * fails to take is sent again.
   * @param {Row} row @returns {boolean} false: again
   */
  writeRow(row) {
    if (!this.rowParts.has("id")) return true;
    const place = `cmi.interactions.${this.rowCount}`;
    if (!this.write(`${place}.id`, row.id)) return this.calls?.refused ?? true;
    for (const [part, element, value] of this.rowElements(row)) {
      if (!this.rowParts.has(part)) continue;
      if (!this.write(`${place}.${element}`, value) && !this.calls?.refused) return false;
    }
    return true;
  }
}
