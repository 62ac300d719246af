/** What the learner has done, and what of it is reported: the one place that changes a LearnerState. */

class Store {
  /** @param {PageData} data */
  constructor(data) {
    // A quiz of which nothing can be answered here must not keep the course from being completed.
    const quizzes = data.quizzes.map((quiz) =>
      quiz.questions.length ? quiz : { ...quiz, graded: false, required: false },
    );
    this.data = { ...data, quizzes };
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
    /** @type {Set<(urgent: boolean) => void>} */
    this.listeners = new Set();
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
    for (const records of [this.state.quizzes, this.state.questions]) {
      for (const key of records.keys()) if (!this.known.has(key)) records.delete(key);
    }
    for (const key of this.state.pages) if (!this.known.has(key)) this.state.pages.delete(key);
  }

  /** @param {string} id */
  key(id) {
    return this.keyOf.get(id) ?? -1;
  }

  /** @param {string} id @returns {QuizState} */
  quiz(id) {
    return this.state.quizzes.get(this.key(id)) || newQuizState();
  }

  /** @param {string} id @returns {QuestionState} */
  question(id) {
    return this.state.questions.get(this.key(id)) || { tries: 0, share: 0, rows: 0, answer: null };
  }

  /** @param {string} id @param {Partial<QuizState>} changes */
  setQuiz(id, changes) {
    this.state.quizzes.set(this.key(id), { ...this.quiz(id), ...changes });
  }

  /** @param {string} id @param {Partial<QuestionState>} changes */
  setQuestion(id, changes) {
    this.state.questions.set(this.key(id), { ...this.question(id), ...changes });
  }

  /** @param {string} unit */
  isSeen(unit) {
    return this.state.pages.has(this.key(unit));
  }

  /** Whether a try of the question was handed in, in this attempt of its quiz or an earlier one. @param {string} id */
  isAnswered(id) {
    const { tries, rows } = this.question(id);
    return tries > 0 || rows > 0;
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

  progress() {
    return progressOf(this.data, (id) => this.quiz(id), (id) => this.isSeen(id), (id) => this.isAnswered(id), this.start.mastery);
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

  /** The score to report, 0 to 100, or null while there is nothing to say (R17). @param {Status} status */
  score(status) {
    const { scored, share } = this.progress();
    const kept = status === "passed" || this.earned ? Math.max(this.state.score / 100, this.start.status === "passed" ? this.start.score : -1) : -1;
    // With a mark of its own an LMS turns any score below it into "failed" at the end of the session [Moodle]: while
    // the learner may still try again, it is not told.
    if (!scored || (this.start.mastery !== null && status === "incomplete")) return kept >= 0 ? kept : null;
    return Math.max(kept, reportedScore(share, this.start.mastery ?? this.data.rules.pass));
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
    const { pages, quizzes, questions } = this.state;
    const begun = Array.from(quizzes.values()).some((quiz) => quiz.done > 0 || quiz.closed);
    const untouched = this.foreign && !pages.size && !questions.size && !begun;
    const state = untouched ? this.foreign : encodeState(this.state, this.keys, limit);
    const open = progress.open || this.data.rules.onExit === "suspend";
    const location = this.keys[this.state.location] ?? "";
    const done = this.state.completed ? 1 : measure;
    return { state, location, rows: this.rows, score, status, complete, passed: passed || this.earned, measure: done, open };
  }

  /** @param {boolean} urgent */
  changed(urgent) {
    const status = this.status();
    const turned = status !== this.lastStatus;
    this.lastStatus = status;
    for (const listener of this.listeners) listener(urgent || turned);
  }

  /**
   * Writes a submitted try into the journal (R42).
   * @param {string} id @param {QuestionData} question @param {string} text @param {Reported} answer
   * @param {boolean | null} right null: nobody judges it @param {number} latency
   */
  record(id, question, text, answer, right, latency) {
    const number = this.question(id).rows + 1;
    if (number > JOURNAL_CAP) return;
    this.setQuestion(id, { rows: number });
    const { points, objectives } = question;
    const row = { id: rowId(id, number), text, answer, right, weight: points, latency, time: new Date(), objectives };
    this.rows.push(row);
  }
}

/** A quiz that nobody began. @returns {QuizState} */
function newQuizState() {
  return { done: 0, first: 0, last: 0, best: 0, closed: false, seed: 0, left: -1, extended: false };
}
