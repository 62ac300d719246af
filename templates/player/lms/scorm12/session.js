/** Keeps progress in an LMS by SCORM 1.2: its elements, and the one status that says everything. */

/** @type {ScormNames} */
const SCORM12_NAMES = {
  api: "API",
  calls: {
    initialize: "LMSInitialize",
    finish: "LMSFinish",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
    error: "LMSGetLastError",
  },
  mode: "cmi.core.lesson_mode",
  location: "cmi.core.lesson_location",
  status: "cmi.core.lesson_status",
  exit: "cmi.core.exit",
  done: "",
  time: "cmi.core.session_time",
  score: "cmi.core.score",
  limit: 4096,
};

class Scorm12 extends ScormSession {
  /** Says "incomplete" first of all: Moodle turns a session that ends without a status into "completed" (R16). @returns {{status: Status, fresh: boolean}} */
  readStatus() {
    const status = this.get(SCORM12_NAMES.status).trim().toLowerCase();
    const result = status === "passed" || status === "completed" || status === "failed";
    const fresh = !result && status !== "incomplete";
    if (!fresh) this.sent.set(SCORM12_NAMES.status, status);
    else if (this.mode === "normal") this.write(SCORM12_NAMES.status, "incomplete");
    return { status: result ? status : "incomplete", fresh };
  }

  readMarks() {
    return {
      score: scorm12Number(this.get("cmi.core.score.raw")) ?? -1,
      mastery: scorm12Mastery(this.get("cmi.student_data.mastery_score")),
    };
  }

  /** @param {ProgressReport} report */
  writeScore({ score }) {
    if (score === null) return true;
    if (this.scoreParts.has("min")) this.write("cmi.core.score.min", "0");
    if (this.scoreParts.has("max")) this.write("cmi.core.score.max", "100");
    return this.write("cmi.core.score.raw", decimal(score, 2));
  }

  /** @param {ProgressReport} report */
  writeStatus({ status }) {
    return this.write(SCORM12_NAMES.status, status);
  }

  /** @param {string} element @param {string} value */
  setError(element, value) {
    return scorm12SetError(element, value, this.known());
  }

  /** @param {string} element */
  readable(element) {
    return !scorm12GetError(element, this.known());
  }

  /** @param {number} milliseconds */
  span(milliseconds) {
    return timespan(milliseconds);
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

BACKENDS.push(new Scorm12(SCORM12_NAMES));
