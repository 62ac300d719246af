/**
 * When progress is saved (R6, R7, R8): answers, scores and statuses at once; the rest at most every ten seconds; and
 * whenever the page is hidden or left. Nothing depends on the last moment: browsers refuse requests there.
 */

/** Milliseconds between saves of mere navigation. Skillsoft's guide for content asks for as few commits as possible. */
const SAVE_PAUSE = 10000;

/** Milliseconds before a save that failed is tried again; then the learner is told, and it goes on with the last. */
const SAVE_RETRIES = [1000, 2000, 4000, 8000, 16000];

/** The places that can keep progress, in the order in which they are tried; parts of the standards add theirs. @type {Backend[]} */
const BACKENDS = [];

class Saver {
  /** @param {Backend} backend @param {(limit: number) => ProgressReport} report @param {(outcome: "saved" | "waiting" | "trouble", state?: string) => void} tell */
  constructor(backend, report, tell) {
    this.backend = backend;
    this.report = report;
    this.tell = tell;
    this.dirty = false;
    this.failures = 0;
    this.timer = 0;
    this.closed = false;
    /** The journal is not this backend's: an LMS that comes late shall have it. */
    this.keepsRows = false;
  }

  /** Listens for the moments at which a page may be the last that is seen of it. */
  listen() {
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.flush();
    });
    // unload and beforeunload can be cancelled, and keep a page out of the back/forward cache: never used (R7).
    window.addEventListener("pagehide", (event) => {
      this.flush();
      if (!event.persisted) this.close();
    });
  }

  /** @param {boolean} urgent an answer, a score or a status changed */
  changed(urgent) {
    this.dirty = true;
    if (urgent || !this.backend.remote) this.save();
    else this.later(SAVE_PAUSE);
  }

  flush() {
    if (this.dirty) this.save();
  }

  save() {
    if (this.closed) return;
    window.clearTimeout(this.timer);
    this.timer = 0;
    let saved = false;
    let state = "";
    try {
      const report = this.report(this.backend.limit);
      state = report.state;
      saved = this.backend.save(this.keepsRows ? { ...report, rows: [] } : report);
    } catch {
      // A backend guards its own calls; should one slip through, the lesson goes on (R1).
    }
    this.dirty = !saved;
    if (saved) {
      this.failures = 0;
      this.tell("saved", state);
    } else {
      const wait = SAVE_RETRIES[this.failures++];
      // What is not saved yet must not look as if it were, also before there is a reason to worry.
      this.tell(wait === undefined ? "trouble" : "waiting");
      this.later(wait ?? SAVE_RETRIES[SAVE_RETRIES.length - 1] ?? SAVE_PAUSE);
    }
  }

  /** @param {number} wait milliseconds */
  later(wait) {
    if (this.timer) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.flush();
    }, wait);
  }

  close() {
    if (this.closed) return;
    this.closed = true;
    window.clearTimeout(this.timer);
    this.backend.close();
  }
}
