/**
 * Joins what one learner did in two places: in two tabs at once, of which each would overwrite what the other one
 * saved, and in this page before the LMS was there.
 */

/** Milliseconds between looks for an LMS that was not there at the start, and how often: some put their API up late. */
const LATE_LOOK = 500;
const LATE_LOOKS = 60;

/**
 * Tells other tabs with this page what was saved, and takes over what they saved. Nothing is stored, and only pages of this
 * very address listen.
 * @param {Store} store @returns {(state: string) => void}  to be told of each state that was saved
 */
function joinTabs(store) {
  if (typeof BroadcastChannel !== "function") return () => {};
  const channel = new BroadcastChannel(`coursepack:${store.data.course.id}:${location.pathname}`);
  let last = "";
  channel.addEventListener("message", (event) => {
    const state = typeof event.data === "string" && event.data !== last ? decodeState(event.data, store.keys) : null;
    if (state && store.joinState(state)) store.changed(true);
  });
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
  const before = { ...store.state };
  // The state is changed in place: what it was is copied.
  before.pages = new Set(before.pages);
  before.quizzes = new Map(before.quizzes);
  before.questions = new Map(before.questions);
  let looks = 0;
  const timer = window.setInterval(() => {
    const backend = absent.find((one) => guarded(() => one.open(join)) === "open");
    if (backend || ++looks >= LATE_LOOKS) window.clearInterval(timer);
    if (backend) found(backend);
  }, LATE_LOOK);

  /** @param {Start} start */
  function join(start) {
    const done = store.state;
    for (const key of before.pages) done.pages.delete(key);
    for (const [key, quiz] of before.quizzes) if (done.quizzes.get(key) === quiz) done.quizzes.delete(key);
    for (const [key, question] of before.questions) if (done.questions.get(key) === question) done.questions.delete(key);
    store.open(start);
    store.joinState(done, true);
  }
}
