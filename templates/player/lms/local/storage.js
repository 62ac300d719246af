/** Keeps progress in the browser: for the plain website, and for a package that was opened without an LMS. */

/** @implements {Backend} */
class LocalStorage {
  constructor() {
    this.limit = 65000;
    this.remote = false;
    this.saved = "saved-here";
    this.name = "";
  }

  /**
   * "broken" where the browser keeps nothing: blocked storage throws on the mere look at it (sandboxed frames, some
   * private windows).
   * @param {(start: Start) => void} opened @returns {"open" | "broken"}
   */
  open(opened) {
    const data = /** @type {PageData} */ (dataBlock("coursepack-data"));
    this.name = `coursepack:${data.course.id}`;
    let kept = "";
    let address = "";
    try {
      kept = window.localStorage.getItem(this.name) || "";
      address = window.localStorage.getItem(`${this.name}:address`) || "";
      // Full or refused storage shows itself only in writing; writing what is there anyway is a safe try.
      window.localStorage.setItem(this.name, kept);
    } catch {
      return "broken";
    }
    opened({ mode: "normal", state: kept, location: "", status: "incomplete", score: -1, mastery: null, address });
    return "open";
  }

  /** @param {ProgressReport} report */
  save(report) {
    try {
      window.localStorage.setItem(this.name, report.state);
      report.rows.length = 0;
      if (one("section.page[data-unit]:not([data-unit=''])")) {
        window.localStorage.setItem(`${this.name}:address`, location.href.replace(/#.*/, ""));
      }
      return report.state !== "";
    } catch {
      return false;
    }
  }

  close() {}

  /** @param {(state: string) => void} listener */
  watch(listener) {
    window.addEventListener("storage", (event) => {
      if (event.key === this.name && event.newValue) listener(event.newValue);
    });
    // A page that comes back from the back/forward cache has slept through what later pages saved.
    window.addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      try {
        listener(window.localStorage.getItem(this.name) || "");
      } catch {
        // Storage was switched off meanwhile: go on with what is known.
      }
    });
  }
}

BACKENDS.push(new LocalStorage());
