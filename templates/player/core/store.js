/** What the learner has done, and what of it is reported: the one place that changes a LearnerState. */

/** What makes the store of a page; the part core/answers.js, where a course has questions, makes another. */
const STORES = [(/** @type {PageData} */ data) => new Store(data)];

/** What else begins with a page once its store is open. @type {((store: Store) => void)[]} */
const STARTERS = [];

class Store {
  /** @param {PageData} data */
  constructor(data) {
    this.data = data;
    const items = [...data.pages, ...data.quizzes.flatMap((quiz) => [quiz.id, ...quiz.questions])];
    // An id without a key (a package that was built without its lock) still counts in this package.
    this.keys = [...data.keys, ...items.filter((id) => !data.keys.includes(id))];
    /** @type {Map<string, number>} */
    this.keyOf = new Map();
    this.keys.forEach((id, key) => id && this.keyOf.set(id, key));
    this.known = new Set(items.map((id) => this.key(id)));
    this.state = freshState();
    /** What was found at the start and could not be read: left alone until the learner makes progress (R9). */
    this.foreign = "";
    /** @type {Start} */
    this.start = { mode: "normal", state: "", location: "", status: "incomplete", score: -1, mastery: null };
    /** @type {Row[]} */
    this.rows = [];
    /** What tells how objectives are met, where questions name any. @type {() => ObjectiveResult[]} */
    this.objectiveSource = () => [];
    /** @type {Set<(urgent: boolean) => void>} */
    this.listeners = new Set();
    /** What shows records: told of the keys that another tab or the LMS changed. @type {Set<(changed: Set<number>) => void>} */
    this.views = new Set();
    /** @type {Status} */
    this.lastStatus = "incomplete";
  }

  /** Takes over what a backend kept (R9, R10). @param {Start} start */
  open(start) {
    this.start = start;
    this.adopt(start.state);
    if (this.state.location < 0 && this.data.pages.includes(start.location)) this.state.location = this.key(start.location);
    this.lastStatus = this.status();
  }

  /** @param {string} text */
  adopt(text) {
    const state = decodeState(text, this.keys);
    this.foreign = state ? "" : text;
    this.state = state || freshState();
    const { pages, quizzes, questions } = this.state;
    for (const records of [pages, quizzes, questions]) {
      for (const key of records.keys()) if (!this.known.has(key)) records.delete(key);
    }
  }

  /**
   * Takes over what the learner did elsewhere; true where that is more than is known here.
   * @param {LearnerState} other @param {boolean} [all] everything is to be shown anew
   */
  joinState(other, all) {
    /** @type {Set<number>} */
    const changed = new Set();
    if (this.start.mode === "normal") this.takeMore(this.state, other, changed);
    if (changed.size || all) for (const view of this.views) view(all ? this.known : changed);
    return changed.size > 0;
  }

  /** @param {LearnerState} own @param {LearnerState} other @param {Set<number>} changed  filled with the keys that changed */
  takeMore(own, other, changed) {
    own.completed = own.completed || other.completed;
    own.passed = own.passed || other.passed;
    own.score = Math.max(own.score, other.score);
    if (own.location < 0) own.location = other.location;
    for (const key of other.pages) {
      if (own.pages.has(key) || !this.known.has(key)) continue;
      own.pages.add(key);
      changed.add(key);
    }
  }

  /** @param {string} id */
  key(id) {
    return this.keyOf.get(id) ?? -1;
  }

  /** @param {string} unit */
  isSeen(unit) {
    return this.state.pages.has(this.key(unit));
  }

  /** @param {string} unit */
  see(unit) {
    if (!this.data.pages.includes(unit) || this.isSeen(unit)) return;
    this.state.pages.add(this.key(unit));
    this.changed(false);
  }

  /** @param {string} unit */
  moveTo(unit) {
    if (!this.data.pages.includes(unit) || this.state.location === this.key(unit)) return;
    this.state.location = this.key(unit);
    this.changed(false);
  }

  /** How far the learner is, by the pages alone. @returns {Progress} */
  progress() {
    const { pages, rules } = this.data;
    const seen = pages.filter((unit) => this.isSeen(unit)).length;
    // Rules that ask for nothing that is there ask for every page; a course without pages is never complete.
    const needed = Math.ceil(rules.complete.pages * pages.length - SCORE_NOISE) || pages.length;
    const complete = needed > 0 && seen >= needed;
    const needs = /** @type {Needs} */ ({ pages: needed, questions: 0, quizzes: "none" });
    const status = complete ? "completed" : "incomplete";
    const measure = needed ? Math.min(1, seen / needed) : 0;
    return { seen, answered: 0, needs, complete, measure, scored: false, share: 0, passed: false, status, open: !complete };
  }

  /** How far the learner is, in words. */
  standing() {
    const { seen, needs } = this.progress();
    const count = this.data.pages.length;
    const lines = [words(`status-${this.status()}`), words("about-pages", { done: seen, count })];
    const left = needs.pages < count ? needs.pages - seen : 0;
    return left > 0 ? [...lines, words("unseen", { count: left })] : lines;
  }

  /** What the contents say of a page. @param {string} unit @returns {"" | "started" | "seen" | "passed" | "failed" | "locked"} */
  unitState(unit) {
    return this.isSeen(unit) ? "seen" : "";
  }

  /** The status with what was reached before: a pass or a completion is never taken back (R10, R41). */
  status() {
    const before = this.state.passed ? "passed" : this.state.completed ? "completed" : "incomplete";
    const { status, complete } = this.progress();
    return higherStatus(higherStatus(before, this.start.status), complete && this.earned ? "passed" : status);
  }

  /** A pass that was reported, perhaps before the course was complete: what is practised afterwards does not take it back (R41). */
  get earned() {
    return this.state.score >= 0;
  }

  /** The score to report, 0 to 100, or null while there is nothing to say (R17): here that of an earlier pass. @param {Status} status @returns {number | null} */
  score(status) {
    if (status !== "passed" && !this.earned) return null;
    const kept = Math.max(this.state.score / 100, this.start.status === "passed" ? this.start.score : -1);
    return kept >= 0 ? kept : null;
  }

  /** Whether the learner did something that must be kept. */
  get touched() {
    return this.state.pages.size > 0;
  }

  /** @param {number} limit characters of state @returns {ProgressReport} */
  report(limit) {
    const status = this.status();
    const score = this.score(status);
    const { complete, measure, ...progress } = this.progress();
    const passed = status === "passed" || (progress.scored && progress.passed);
    if (passed && score !== null) this.state.score = Math.round(score * 100);
    this.state.passed = this.state.passed || status === "passed";
    this.state.completed = this.state.completed || status === "passed" || status === "completed";
    const state = this.foreign && !this.touched ? this.foreign : encodeState(this.state, this.keys, limit);
    const open = progress.open || this.data.rules.onExit === "suspend";
    const location = this.keys[this.state.location] ?? "";
    const done = this.state.completed ? 1 : measure;
    const objectives = this.objectiveSource();
    return { state, location, rows: this.rows, score, status, complete, passed: passed || this.earned, measure: done, objectives, open };
  }

  /** @param {boolean} urgent */
  changed(urgent) {
    const status = this.status();
    const turned = status !== this.lastStatus;
    this.lastStatus = status;
    for (const listener of this.listeners) listener(urgent || turned);
  }
}

/** Which of two statuses says more. @type {Record<Status, number>} */
const STATUS_RANK = { incomplete: 0, failed: 1, completed: 2, passed: 3 };

/** @param {Status} a @param {Status} b */
function higherStatus(a, b) {
  return STATUS_RANK[a] >= STATUS_RANK[b] ? a : b;
}
