/** What the learner has answered, beside what Store keeps of the pages: quizzes, questions, the journal. */

class AnswerStore extends Store {
  /** @param {PageData} data */
  constructor(data) {
    // A quiz of which nothing can be answered here must not keep the course from being completed.
    const quizzes = data.quizzes.map((quiz) =>
      quiz.questions.length ? quiz : { ...quiz, graded: false, required: false },
    );
    super({ ...data, quizzes });
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

  /** Whether a try of the question was handed in, in this attempt of its quiz or an earlier one. @param {string} id */
  isAnswered(id) {
    const { tries, rows } = this.question(id);
    return tries > 0 || rows > 0;
  }

  progress() {
    return progressOf(this.data, (id) => this.quiz(id), (id) => this.isSeen(id), (id) => this.isAnswered(id), this.start.mastery);
  }

  standing() {
    const { answered, scored, share } = this.progress();
    const graded = this.data.quizzes.filter((quiz) => quiz.graded);
    const count = this.data.quizzes.reduce((sum, quiz) => sum + askedCount(quiz), 0);
    const lines = [...super.standing(), words("about-questions", { done: answered, count })];
    if (graded.length) {
      const done = graded.filter((quiz) => this.quiz(quiz.id).done > 0).length;
      lines.push(words("about-quizzes", { done, count: graded.length }));
    }
    return scored ? [...lines, words("about-score", { percent: percent(share) })] : lines;
  }

  /** @param {string} unit */
  unitState(unit) {
    const graded = this.data.quizzes.filter((quiz) => quiz.unit === unit && quiz.graded);
    if (!graded.length) return super.unitState(unit);
    if (!graded.every((quiz) => this.quiz(quiz.id).done > 0)) return "";
    return graded.every((quiz) => reaches(countedShare(quiz, this.quiz(quiz.id)), quiz.pass)) ? "passed" : "failed";
  }

  /** @param {Status} status */
  score(status) {
    const { scored, share, passed, open } = this.progress();
    const { mastery, apart } = this.start;
    const kept = super.score(status);
    // With a mark of its own an LMS turns any score below it into "failed" at the end of the session [Moodle]: while
    // the learner may still try again, it is not told. Where success stands apart, a pass is nothing without its score:
    // the LMS reckons "unknown" [SCORM 2004 RTE, 4.2.22].
    const early = mastery !== null && open && status !== "failed" && !(apart && passed);
    return !scored || early ? kept : Math.max(kept ?? 0, reportedScore(share, mastery ?? this.data.rules.pass));
  }

  get touched() {
    const begun = Array.from(this.state.quizzes.values()).some((quiz) => quiz.done > 0 || quiz.closed);
    return super.touched || begun || this.state.questions.size > 0;
  }

  /**
   * A quiz that is further on (handed in, or begun again) is taken with all its questions; in the same attempt each question
   * is taken that was tried more often.
   * @param {LearnerState} own @param {LearnerState} other @param {Set<number>} changed
   */
  takeMore(own, other, changed) {
    super.takeMore(own, other, changed);
    for (const { id, questions } of this.data.quizzes) {
      const key = this.key(id);
      const quiz = other.quizzes.get(key);
      const ahead = attemptRank(quiz) - attemptRank(own.quizzes.get(key));
      if (quiz && (ahead > 0 || !own.quizzes.has(key))) {
        own.quizzes.set(key, quiz);
        changed.add(key);
      }
      for (const question of ahead < 0 ? [] : questions.map((one) => this.key(one))) {
        const theirs = other.questions.get(question);
        if (!theirs || (!ahead && !isMore(theirs, own.questions.get(question)))) continue;
        own.questions.set(question, theirs);
        changed.add(question);
      }
    }
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

/** How far a quiz is on: an attempt that was begun again is more than the one that was handed in. @param {QuizState | undefined} quiz */
function attemptRank(quiz) {
  return quiz ? 2 * quiz.done + (quiz.closed ? 0 : 1) : 1;
}

/** @param {QuestionState} one @param {QuestionState | undefined} other */
function isMore(one, other) {
  if (!other || one.rows !== other.rows) return !other || one.rows > other.rows;
  return one.tries > other.tries || (one.tries === other.tries && !other.answer && one.answer !== null);
}

STORES.unshift((data) => new AnswerStore(data));
