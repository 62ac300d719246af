/** Keeps progress in an LMS by SCORM 2004: completion and success apart (R24), measures, and readable answers. */

/** @type {ScormNames} */
const SCORM2004_NAMES = {
  api: "API_1484_11",
  calls: {
    initialize: "Initialize",
    finish: "Terminate",
    get: "GetValue",
    set: "SetValue",
    commit: "Commit",
    error: "GetLastError",
  },
  mode: "cmi.mode",
  location: "cmi.location",
  status: "cmi.completion_status",
  exit: "cmi.exit",
  done: "normal",
  time: "cmi.session_time",
  score: "cmi.score",
  limit: 64000,
};

/** What tells the LMS of objectives, which questions name; objectives.js adds it. @type {((session: Scorm2004, results: ObjectiveResult[]) => void)[]} */
const OBJECTIVE_WRITERS = [];

class Scorm2004 extends ScormSession {
  /** @returns {{status: Status, fresh: boolean}} */
  readStatus() {
    const [completion, success] = ["cmi.completion_status", "cmi.success_status"].map((element) => this.get(element).trim().toLowerCase());
    const fresh = completion !== "completed" && completion !== "incomplete";
    if (!fresh) this.sent.set("cmi.completion_status", completion ?? "");
    else if (this.mode === "normal") this.write("cmi.completion_status", "incomplete");
    this.sent.set("cmi.success_status", success ?? "");
    if (success === "failed") return { status: "failed", fresh };
    if (completion !== "completed") return { status: "incomplete", fresh };
    return { status: success === "passed" ? "passed" : "completed", fresh };
  }

  readMarks() {
    this.threshold = scorm2004Share(this.get("cmi.completion_threshold"));
    const scaled = scorm2004Share(this.get("cmi.score.scaled"));
    const score = scaled === null ? -1 : Math.round(scaled * 10000) / 100;
    if (this.sent.get("cmi.success_status") === "passed") this.passedScore = score;
    return {
      score,
      mastery: scorm2004Share(this.get("cmi.scaled_passing_score")),
      apart: true,
    };
  }

  /** @param {ProgressReport} report */
  writeScore({ score }) {
    // A pass that this LMS has and the saved state does not know keeps its score, too (R41).
    return score === null || score < this.passedScore || this.writeScoreOf("cmi", score);
  }

  /** @param {string} owner of the score @param {number} score 0 to 100 */
  writeScoreOf(owner, score) {
    if (this.scoreParts.has("min")) this.write(`${owner}.score.min`, "0");
    if (this.scoreParts.has("max")) this.write(`${owner}.score.max`, "100");
    if (this.scoreParts.has("raw")) this.write(`${owner}.score.raw`, decimal(score, 2));
    return this.write(`${owner}.score.scaled`, decimal(score / 100, 4));
  }

  /** How much must be done in the eyes of the LMS. @type {number | null} */
  threshold = null;

  /** The score of a pass that the LMS had before; -1: none. */
  passedScore = -1;

  /** How much is done comes before the status: an LMS with a threshold of its own computes the one from the other (R30). @param {ProgressReport} report */
  writeMeasures({ measure, objectives }) {
    OBJECTIVE_WRITERS[0]?.(this, objectives);
    this.write("cmi.progress_measure", decimal(measure, 4));
  }

  /**
   * Each says its own, and neither is ever lowered: a pass is told before the last page was seen; "completed" waits while the
   * learner may still try to pass, since an LMS closes what is completed [Moodle]. What nobody judges stays unknown.
   * @param {ProgressReport} report
   */
  writeStatus({ status, complete, passed, measure }) {
    const done = status === "passed" || status === "completed" || (status === "failed" && complete);
    const reached = this.threshold === null ? done : done || measure >= this.threshold;
    const completed = reached || this.sent.get("cmi.completion_status") === "completed";
    const told = this.write("cmi.completion_status", completed ? "completed" : "incomplete");
    const success = passed || this.sent.get("cmi.success_status") === "passed" ? "passed" : status;
    return (success === "incomplete" || success === "completed" || this.write("cmi.success_status", success)) && told;
  }

  /** Asks the LMS to close the course, where the course says so (R29): what is not finished is suspended with all that is above it. */
  close() {
    const data = /** @type {PageData | null} */ (dataBlock("coursepack-data"));
    if (data?.rules.onLeave && this.mode === "normal") {
      this.write("adl.nav.request", this.sent.get("cmi.exit") === "suspend" ? "suspendAll" : "exitAll");
    }
    super.close();
  }

  /** @param {string} element @param {string} value */
  setError(element, value) {
    return scorm2004SetError(element, value, this.known());
  }

  /** @param {string} element */
  readable(element) {
    return !/^cmi\.(exit|session_time)$/.test(element);
  }

  /** @param {number} milliseconds */
  span(milliseconds) {
    return scorm2004Span(milliseconds);
  }
}

/** A share from 0 to 1 as an LMS wrote it, or null where it has none; below 0 is nothing that a course can score. @param {string} text */
function scorm2004Share(text) {
  const value = /^-?\d+([.,]\d*)?$/.test(text.trim()) ? Number(text.trim().replace(",", ".")) : NaN;
  return value >= -1 && value <= 1 ? Math.max(0, value) : null;
}

/** Milliseconds as PT1H2M3.45S, cut to hundredths; the hours may be many (R12). @param {number} milliseconds */
function scorm2004Span(milliseconds) {
  const [hours = "", minutes = "", seconds = ""] = timespan(milliseconds).split(":");
  return `PT${Number(hours)}H${Number(minutes)}M${Number(seconds)}S`;
}

BACKENDS.push(new Scorm2004(SCORM2004_NAMES));
