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
    if (this.mode !== "normal") return;
    if (!known) {
      this.write("cmi.core.lesson_status", "incomplete");
      this.write("cmi.core.exit", "suspend");
      this.calls?.commit();
    }
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
    const kept = report.state !== "" && this.write("cmi.suspend_data", report.state);
    this.write("cmi.core.lesson_location", report.location);
    let taken = true;
    if (this.mode === "normal") {
      for (const row of report.rows) this.writeRow(row);
      const scored = this.writeScore(report.score);
      taken = this.write("cmi.core.lesson_status", report.status) && scored;
    }
    this.write("cmi.core.exit", report.status === "incomplete" ? "suspend" : ""); // R19
    this.write("cmi.core.session_time", timespan(ticks() - this.began));
    return this.calls.commit() && kept && taken;
  }

  close() {
    if (this.calls && this.mode !== "browse") {
      this.write("cmi.core.session_time", timespan(ticks() - this.began));
      this.calls.commit();
    }
    this.calls?.close();
  }

  /** Sets an element whose value changed, once it has passed the standard's own rules (R4). @param {string} element @param {string} value */
  write(element, value) {
    if (!this.calls || this.sent.get(element) === value) return true;
    if (scorm12SetError(element, value, this.known())) return false;
    const done = this.calls.set(element, value, !scorm12GetError(element, this.known()));
    if (done) this.sent.set(element, value);
    return done;
  }

  /** @returns {Scorm12Known} */
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

  /** A row of the journal; an LMS that keeps none is not troubled (R22). @param {Row} row */
  writeRow(row) {
    if (!this.rowParts.has("id")) return;
    const place = `cmi.interactions.${this.rowCount}`;
    this.rowType = row.type;
    this.objectiveCount = 0;
    if (!this.write(`${place}.id`, row.id)) return;
    const parts = [
      ["type", "type", row.type],
      ...Array.from(new Set(row.objectives), (id, at) => ["objectives", `objectives.${at}.id`, id]),
      ["time", "time", timeOfDay(new Date())],
      ["correct_responses", "correct_responses.0.pattern", row.pattern],
      ["weighting", "weighting", decimal(row.weight)],
      ["student_response", "student_response", row.response],
      ["result", "result", row.right ? "correct" : "wrong"],
      ["latency", "latency", timespan(row.latency)],
    ];
    for (const [part, element, value] of /** @type {[string, string, string][]} */ (parts)) {
      const written = this.rowParts.has(part) && this.write(`${place}.${element}`, value);
      if (written && part === "objectives") this.objectiveCount++;
    }
    this.rowCount++;
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
