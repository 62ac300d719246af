/** How far a learner is in the course, and what that means to an LMS (R17, R18, R41). Pure: data and states in, values out. */

/**
 * @typedef {object} Progress
 * @property {number} seen  pages
 * @property {boolean} complete
 * @property {boolean} scored  every graded quiz was attempted, so the score means something
 * @property {number} share  the course's score, 0 to 1
 * @property {boolean} passed
 * @property {Status} status  without what earlier sessions reached
 * @property {boolean} open  there is something left to do that can still change the status
 */

/** The score of a quiz that counts. @param {QuizData} quiz @param {QuizState} state */
function countedShare(quiz, state) {
  return state.done ? state[quiz.score] : 0;
}

/** How many more attempts a quiz allows. @param {QuizData} quiz @param {QuizState} state */
function attemptsLeft(quiz, state) {
  return quiz.attempts ? Math.max(0, quiz.attempts - state.done) : Infinity;
}

/** The score that a quiz may still come to. @param {QuizData} quiz @param {QuizState} state */
function reachableShare(quiz, state) {
  const open = attemptsLeft(quiz, state) > 0 && (quiz.score !== "first" || !state.done);
  return open ? 1 : countedShare(quiz, state);
}

/**
 * @param {PageData} data @param {(id: string) => QuizState} quizOf @param {(id: string) => boolean} isSeen
 * @param {number | null} mastery  the LMS's own mark, which then decides
 * @returns {Progress}
 */
function progressOf(data, quizOf, isSeen, mastery) {
  const graded = data.quizzes.filter((quiz) => quiz.graded);
  const seen = data.pages.filter(isSeen).length;
  const scored = graded.length > 0 && graded.every((quiz) => quizOf(quiz.id).done > 0);
  const taken = seen === data.pages.length && (scored || !graded.length);
  const complete = taken && requiredPassed(data, quizOf, countedShare);
  /** @param {(quiz: QuizData, state: QuizState) => number} shareOf */
  const passes = (shareOf) =>
    requiredPassed(data, quizOf, shareOf) && passRuleHolds(data, graded, (quiz) => shareOf(quiz, quizOf(quiz.id)), mastery);
  const share = courseShare(graded.map((quiz) => [countedShare(quiz, quizOf(quiz.id)), quiz.weight]));
  const passed = graded.length > 0 && passes(countedShare);
  const status = statusOf();
  const open = status === "incomplete" || (status === "failed" && passes(reachableShare));
  return { seen, complete, scored, share, passed, status, open };

  /** @returns {Status} */
  function statusOf() {
    if (!taken) return "incomplete";
    if (!graded.length) return complete ? "completed" : "incomplete";
    if (complete && passed) return "passed";
    return data.rules.onFail === "failed" || !passes(reachableShare) ? "failed" : "incomplete";
  }
}

/** @param {PageData} data @param {(id: string) => QuizState} quizOf @param {(quiz: QuizData, state: QuizState) => number} shareOf */
function requiredPassed(data, quizOf, shareOf) {
  return data.quizzes.every((quiz) => {
    const state = quizOf(quiz.id);
    return !quiz.required || (shareOf === reachableShare || state.done > 0) && reaches(shareOf(quiz, state), quiz.pass);
  });
}

/**
 * @param {PageData} data @param {QuizData[]} graded @param {(quiz: QuizData) => number} shareOf @param {number | null} mastery
 */
function passRuleHolds(data, graded, shareOf, mastery) {
  const share = courseShare(graded.map((quiz) => [shareOf(quiz), quiz.weight]));
  // With a mark of its own the LMS compares the very number that it was sent (R18).
  if (mastery !== null) return reportedScore(share, data.rules.pass) >= mastery * 100 - SCORE_NOISE;
  if (data.rules.passRule === "each") return graded.every((quiz) => reaches(shareOf(quiz), quiz.pass));
  return reaches(share, data.rules.pass);
}

/** Which of two statuses says more. @type {Record<Status, number>} */
const STATUS_RANK = { incomplete: 0, failed: 1, completed: 2, passed: 3 };

/** @param {Status} a @param {Status} b */
function higherStatus(a, b) {
  return STATUS_RANK[a] >= STATUS_RANK[b] ? a : b;
}
