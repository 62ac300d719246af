/**
 * Joins what one learner did in two places: in two tabs at once, of which each would overwrite what the other one
 * saved, and in this page before the LMS was there.
 */

/** Milliseconds between looks for an LMS that was not there at the start, and how often: some put their API up late. */
const LATE_LOOK = 500;
const LATE_LOOKS = 60;

/**
 * Takes into `own` what `other` has more of, and says which keys that changed. A quiz that is further on (handed in, or
 * begun again) is taken with all its questions; in the same attempt each question is taken that was tried more often.
 * @param {LearnerState} own @param {LearnerState} other @param {[number, number[]][]} quizzes  keys of quizzes and their questions
 */
function joinStates(own, other, quizzes) {
  /** @type {Set<number>} */
  const changed = new Set();
  own.completed = own.completed || other.completed;
  own.passed = own.passed || other.passed;
  own.score = Math.max(own.score, other.score);
  if (own.location < 0) own.location = other.location;
  for (const key of other.pages) {
    if (!own.pages.has(key)) changed.add(key);
    own.pages.add(key);
  }
  for (const [key, questions] of quizzes) {
    const quiz = other.quizzes.get(key);
    const ahead = attemptRank(quiz) - attemptRank(own.quizzes.get(key));
    if (quiz && (ahead > 0 || !own.quizzes.has(key))) {
      own.quizzes.set(key, quiz);
      changed.add(key);
    }
    for (const question of ahead < 0 ? [] : questions) {
      const theirs = other.questions.get(question);
      if (!theirs || (!ahead && !isMore(theirs, own.questions.get(question)))) continue;
      own.questions.set(question, theirs);
      changed.add(question);
    }
  }
  return changed;
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

/**
 * Tells other tabs with this page what was saved, and takes over what they saved. Nothing is stored, and only pages of this
 * very address listen.
 * @param {Store} store @returns {(state: string) => void}  to be told of each state that was saved
 */
function joinTabs(store) {
  if (typeof BroadcastChannel !== "function") return () => {};
  const channel = new BroadcastChannel(`coursepack:${store.data.course.id}:${location.pathname}`);
  let last = "";
  channel.onmessage = (event) => {
    const state = typeof event.data === "string" && event.data !== last ? decodeState(event.data, store.keys) : null;
    if (state && store.joinState(state)) store.changed(true);
  };
  return (state) => {
    if (state !== last) channel.postMessage(state);
    last = state;
  };
}

/**
 * Looks again for an LMS that was not there. What was done since the page was opened is joined with what it kept; what this
 * browser had kept before may be another learner's, and stays here.
 * @param {Store} store @param {Backend[]} absent @param {(backend: Backend) => void} found
 */
function lookAgain(store, absent, found) {
  const pages = new Set(store.state.pages);
  const quizzes = new Map(store.state.quizzes);
  const questions = new Map(store.state.questions);
  let looks = 0;
  const timer = window.setInterval(() => {
    const backend = absent.find((one) => guarded(() => one.open(join)) === "open");
    if (backend || ++looks >= LATE_LOOKS) window.clearInterval(timer);
    if (backend) found(backend);
  }, LATE_LOOK);

  /** @param {Start} start */
  function join(start) {
    const { state } = store;
    const done = { ...freshState(), location: state.location };
    for (const key of state.pages) if (!pages.has(key)) done.pages.add(key);
    for (const [key, quiz] of state.quizzes) if (quizzes.get(key) !== quiz) done.quizzes.set(key, quiz);
    for (const [key, question] of state.questions) if (questions.get(key) !== question) done.questions.set(key, question);
    store.open(start);
    store.joinState(done, true);
  }
}
