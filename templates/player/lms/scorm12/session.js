/** Keeps progress in an LMS by SCORM 1.2: what is read at the start, what is written, and in which order. */

/** @type {LmsNames} */
const SCORM12_CALLS = {
  initialize: "LMSInitialize",
  finish: "LMSFinish",
  get: "LMSGetValue",
  set: "LMSSetValue",
  commit: "LMSCommit",
  error: "LMSGetLastError",
};

/** @implements {Backend} */
class Scorm12 {
  constructor() {
    this.limit = 4096;
    this.remote = true;
    this.saved = "saved";
    /** @type {LmsCalls | null} */
    this.calls = null;
    /** @type {Start["mode"]} */
    this.mode = "normal";
    /** What the LMS holds: an element that has not changed is not sent again. @type {Map<string, string>} */
    this.sent = new Map();
    this.began = 0;
    /** Children of `cmi.interactions` and `cmi.core.score` that the LMS offers (R22). */
    this.rowParts = new Set();
    this.scoreParts = new Set();
    this.rowCount = 0;
    /** Rows of `cmi.interactions.n.objectives` that the current row has got. */
    this.objectiveCount = 0;
    /** @type {Row["type"] | ""} */
    this.rowType = "";
    /** How often the first row that waits was not taken. */
    this.rowTries = 0;
    /** How often in a row the state was not taken, and what could not be reported for that reason. */
    this.stateTries = 0;
    /** @type {ProgressReport | null} */
    this.unproved = null;
  }

  /** @param {(start: Start) => void} opened */
  open(opened) {
    const api = findApi(window, "API", Object.values(SCORM12_CALLS));
    if (!api) return "absent";
    const calls = new LmsCalls(api, SCORM12_CALLS);
    if (!calls.open("cmi.core.lesson_status")) return "broken";
    this.calls = calls;
    this.began = ticks();
    const status = calls.get("cmi.core.lesson_status").trim().toLowerCase();
    const mode = calls.get("cmi.core.lesson_mode").trim().toLowerCase();
    this.mode = mode === "browse" || mode === "review" ? mode : "normal";
    this.begin(status);
    opened({
      mode: this.mode,
      state: this.remembered("cmi.suspend_data"),
      location: this.remembered("cmi.core.lesson_location"),
      status: status === "passed" || status === "completed" || status === "failed" ? status : "incomplete",
      score: scorm12Number(calls.get("cmi.core.score.raw")) ?? -1,
      mastery: scorm12Mastery(calls.get("cmi.student_data.mastery_score")),
    });
    return "open";
  }

  /**
   * Says "incomplete" first of all: Moodle turns a session that ends without a status into "completed" (R16).
   * @param {string} status
   */
  begin(status) {
    const known = status === "passed" || status === "completed" || status === "failed" || status === "incomplete";
    if (known) this.sent.set("cmi.core.lesson_status", status);
    if (this.mode === "browse") return;
    if (!known && this.mode === "normal") this.write("cmi.core.lesson_status", "incomplete");
    // An LMS may forget the state of a session that does not ask to be suspended, also of one in which nothing was done.
    this.write("cmi.core.exit", "suspend");
    if (this.mode !== "normal") return;
    if (!known) this.calls?.commit();
    this.scoreParts = this.children("cmi.core.score");
    this.rowParts = this.children("cmi.interactions");
    if (this.rowParts.size) this.rowCount = Math.max(0, parseInt(this.get("cmi.interactions._count"), 10) || 0);
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

  /**
   * State before status, so that a status never says more than the saved state proves (R5).
   * @param {ProgressReport} report
   */
  save(report) {
    if (!this.calls || this.mode === "browse") return true; // R14
    // Who looks back may practise, but what was answered when it counted stays.
    const kept = this.mode === "review" || this.keepState(report.state);
    this.write("cmi.core.lesson_location", report.location);
    let taken = true;
    if (this.mode === "normal") {
      this.stateTries = kept ? 0 : this.stateTries + 1;
      const journal = this.writeRows(report.rows);
      const result = this.writeResult(report, kept || this.stateTries > SAVE_RETRIES.length, kept);
      taken = journal && result;
    }
    this.write("cmi.core.session_time", timespan(ticks() - this.began));
    const committed = this.calls.commit();
    // An LMS that is well and never takes this row must not keep the later ones waiting for ever.
    if (committed && report.rows.length && ++this.rowTries > SAVE_RETRIES.length) this.rowDone(report.rows);
    return committed && kept && taken;
  }

  /** @param {string} state */
  keepState(state) {
    if (state && this.write("cmi.suspend_data", state)) return true;
    // A shorter one may be taken; when all were refused, it begins again with the whole.
    this.limit = state && this.calls?.refused ? state.length - 1 : 4096;
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
    const scored = (held && status === "failed") || this.writeScore(report.score);
    const told = held || this.write("cmi.core.lesson_status", status);
    this.write("cmi.core.exit", report.open || held ? "suspend" : ""); // R19
    return scored && told;
  }

  close() {
    if (this.calls && this.mode !== "browse") {
      if (this.unproved) this.writeResult(this.unproved, true, false);
      this.write("cmi.core.session_time", timespan(ticks() - this.began));
      this.calls.commit();
    }
    this.calls?.close();
  }

  /** Sets an element whose value changed, once it has passed the standard's own rules (R4). @param {string} element @param {string} value */
  write(element, value) {
    if (!this.calls || this.sent.get(element) === value) return true;
    this.calls.refused = true;
    if (scorm12SetError(element, value, this.known())) return false;
    const done = this.calls.set(element, value, !scorm12GetError(element, this.known()));
    if (done) this.sent.set(element, value);
    return done;
  }

  /** @returns {ElementsKnown} */
  known() {
    return {
      count: (array) =>
        array === "cmi.interactions" ? this.rowCount : array.endsWith(".objectives") ? this.objectiveCount : 0,
      value: () => this.rowType,
    };
  }

  /** @param {number | null} score */
  writeScore(score) {
    if (score === null) return true;
    if (this.scoreParts.has("min")) this.write("cmi.core.score.min", "0");
    if (this.scoreParts.has("max")) this.write("cmi.core.score.max", "100");
    return this.write("cmi.core.score.raw", decimal(score, 2));
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
    this.rowType = row.type;
    this.objectiveCount = 0;
    if (!this.write(`${place}.id`, row.id)) return this.calls?.refused ?? true;
    const parts = [
      ["type", "type", row.type],
      ...Array.from(new Set(row.objectives), (id, at) => ["objectives", `objectives.${at}.id`, id]),
      ["time", "time", row.time],
      ["correct_responses", "correct_responses.0.pattern", row.pattern],
      ["weighting", "weighting", decimal(row.weight)],
      ["student_response", "student_response", row.response],
      ["result", "result", row.right === null ? "neutral" : row.right ? "correct" : "wrong"],
      ["latency", "latency", timespan(row.latency)],
    ];
    for (const [part, element, value] of /** @type {[string, string, string][]} */ (parts)) {
      if (!this.rowParts.has(part) || (part === "correct_responses" && !value)) continue;
      const written = this.write(`${place}.${element}`, value);
      if (!written && !this.calls?.refused) return false;
      if (written && part === "objectives") this.objectiveCount++;
    }
    return true;
  }
}

/** A number from 0 to 100 as an LMS wrote it, or null. @param {string} text */
function scorm12Number(text) {
  const value = /^\d+([.,]\d*)?$/.test(text.trim()) ? Number(text.trim().replace(",", ".")) : NaN;
  return value >= 0 && value <= 100 ? value : null;
}

/** @param {string} text */
function scorm12Mastery(text) {
  const value = scorm12Number(text);
  return value === null ? null : value / 100;
}

BACKENDS.push(new Scorm12());
