/** How far a learner is in the course, and what that means to an LMS (R17, R18, R41). Pure: data and states in, values out. */

/** How many questions one attempt has. @param {QuizData} quiz */
function askedCount({ questions, pools, draw }) {
  const count = questions.length - pools.reduce((sum, pool) => sum + Math.max(0, pool.count - pool.draw), 0);
  return Math.min(count, draw || count);
}

/**
 * What completes the course: what its rules ask for; where they ask for nothing that is there, every page.
 * @param {PageData} data @returns {Needs}
 */
function needsOf({ pages, quizzes, rules }) {
  const asked = rules.complete;
  const number = (/** @type {number} */ share, /** @type {number} */ whole) => Math.ceil(share * whole - SCORE_NOISE);
  const needs = {
    pages: number(asked.pages, pages.length),
    questions: number(asked.questions, quizzes.reduce((sum, quiz) => sum + askedCount(quiz), 0)),
    quizzes: quizzes.some((quiz) => quiz.graded) ? asked.quizzes : "none",
  };
  return asksForSomething(needs, quizzes) ? needs : { ...needs, pages: pages.length };
}

/** @param {Needs} needs @param {QuizData[]} quizzes */
function asksForSomething(needs, quizzes) {
  return needs.pages > 0 || needs.questions > 0 || needs.quizzes !== "none" || quizzes.some((quiz) => quiz.required);
}

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
 * @param {(id: string) => boolean} isAnswered @param {number | null} mastery  the LMS's own mark, which then decides
 * @returns {Progress}
 */
function progressOf(data, quizOf, isSeen, isAnswered, mastery) {
  const graded = data.quizzes.filter((quiz) => quiz.graded);
  const seen = data.pages.filter(isSeen).length;
  const answered = data.quizzes.reduce(
    (sum, quiz) => sum + Math.min(askedCount(quiz), quiz.questions.filter(isAnswered).length),
    0,
  );
  const needs = needsOf(data);
  const judged = graded.length > 0 && data.rules.passRule !== "none";
  const scored = graded.length > 0 && graded.every((quiz) => quizOf(quiz.id).done > 0);
  // Opening and closing a course never completes it: something must have been asked for.
  const taken =
    asksForSomething(needs, data.quizzes) &&
    seen >= needs.pages &&
    answered >= needs.questions &&
    (needs.quizzes === "none" || scored);
  const complete = taken && requiredPassed(data, quizOf, countedShare);
  /** @param {(quiz: QuizData, state: QuizState) => number} shareOf */
  const passes = (shareOf) =>
    requiredPassed(data, quizOf, shareOf) && passRuleHolds(data, graded, (quiz) => shareOf(quiz, quizOf(quiz.id)), mastery);
  const share = courseShare(graded.map((quiz) => [countedShare(quiz, quizOf(quiz.id)), quiz.weight]));
  const passed = judged && passes(countedShare);
  const status = statusOf();
  const measure = complete ? 1 : measureOf(data, quizOf, needs, seen, answered);
  const open = status === "incomplete" || (status !== "passed" && judged && passes(reachableShare));
  return { seen, answered, needs, complete, measure, scored, share, passed, status, open };

  /** @returns {Status} */
  function statusOf() {
    if (!taken) return "incomplete";
    if (complete && passed) return "passed";
    if (complete && (!judged || needs.quizzes === "none")) return "completed";
    const lost = judged && ((data.rules.onFail === "failed" && scored) || !passes(reachableShare));
    return lost ? "failed" : "incomplete";
  }
}

/**
 * Steps done of all steps: pages, questions, quizzes to take, quizzes to pass. Below 1, since something is left.
 * @param {PageData} data @param {(id: string) => QuizState} quizOf @param {Needs} needs @param {number} seen @param {number} answered
 */
function measureOf(data, quizOf, needs, seen, answered) {
  const taken = needs.quizzes === "none" ? [] : data.quizzes.filter((quiz) => quiz.graded);
  const passed = data.quizzes.filter((quiz) => mustPass(data, quiz));
  const steps = needs.pages + needs.questions + taken.length + passed.length;
  const done =
    Math.min(seen, needs.pages) +
    Math.min(answered, needs.questions) +
    taken.filter((quiz) => quizOf(quiz.id).done > 0).length +
    passed.filter((quiz) => reaches(countedShare(quiz, quizOf(quiz.id)), quiz.pass) && quizOf(quiz.id).done > 0).length;
  return steps ? done / steps : 0;
}

/** @param {PageData} data @param {QuizData} quiz */
function mustPass(data, quiz) {
  return quiz.required || (data.rules.complete.quizzes === "passed" && quiz.graded);
}

/** @param {PageData} data @param {(id: string) => QuizState} quizOf @param {(quiz: QuizData, state: QuizState) => number} shareOf */
function requiredPassed(data, quizOf, shareOf) {
  return data.quizzes.every((quiz) => {
    const state = quizOf(quiz.id);
    return !mustPass(data, quiz) || (shareOf === reachableShare || state.done > 0) && reaches(shareOf(quiz, state), quiz.pass);
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
