/**
 * Pages that open one after the other, or after a score, where the course asks for it. What is missing is told in words, at
 * the way on and on a page that is not open; nothing is a dead button. What was open once stays open, and whoever looks back
 * or looks around is not held up. A convenience: the text is in the document all the same.
 */

/** @typedef {{id: string, mark: number}} Missing  a page to be done first (mark 0), or the score to reach in a quiz */

/** What the page asks for before the next one; "" where that is done or nothing is asked. @param {Store} store @param {string} unit */
function gateOf(store, unit) {
  const asked = store.start.mode === "normal" && store.data.gates?.[unit]?.next;
  if (!asked) return "";
  const quizzes = store.data.quizzes.filter((quiz) => quiz.unit === unit && quiz.questions.length);
  const answers = /** @type {AnswerStore} */ (store);
  const isDone = (/** @type {QuizData} */ quiz) => {
    const { done, best } = answers.quiz(quiz.id);
    if (asked === "passed") return done > 0 && reaches(best, quiz.pass);
    return done > 0 || quiz.questions.every((question) => answers.isAnswered(question));
  };
  if (asked === "seen" || !quizzes.length) return store.isSeen(unit) ? "" : "seen";
  return quizzes.every(isDone) ? "" : asked;
}

/** Why a page is not open; null where it is. @param {Store} store @param {string} unit @returns {Missing | null} */
function missingFor(store, unit) {
  const { data, start, state } = store;
  const gates = data.gates;
  if (!gates || start.mode !== "normal" || !data.pages.includes(unit)) return null;
  if (store.isSeen(unit) || state.location === store.key(unit)) return null;
  for (const page of data.pages) {
    if (page === unit) break;
    if (gateOf(store, page)) return { id: page, mark: 0 };
  }
  for (const [id, mark] of gates[unit]?.after ?? []) {
    const { done, best } = /** @type {AnswerStore} */ (store).quiz(id);
    if (!done || !reaches(best, mark)) return { id, mark };
  }
  return null;
}

/** @param {Store} store */
function keepGates(store) {
  const { unitState, moveTo, see } = store;
  store.unitState = (unit) => (missingFor(store, unit) ? "locked" : unitState.call(store, unit));
  store.moveTo = (unit) => void (missingFor(store, unit) || moveTo.call(store, unit));
  store.see = (unit) => void (missingFor(store, unit) || see.call(store, unit));
  const pages = all("section.page[data-unit]");
  const refresh = () => {
    for (const page of pages) {
      tellLocked(store, page);
      tellNext(store, page);
    }
  };
  refresh();
  store.listeners.add(refresh);
  // Before the page's own listener, which notes that the learner went on.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[aria-disabled]") : null;
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    focusOn(one(".gate", link.parentElement || document));
  }, true);
}

/** A page that is not open says what opens it, in place of its text. @param {Store} store @param {HTMLElement} page */
function tellLocked(store, page) {
  const missing = missingFor(store, page.dataset["unit"] ?? "");
  const before = one(".locked-note", page);
  page.classList.toggle("locked", !!missing);
  if (!missing) return before?.remove();
  const { id, mark } = missing;
  const asked = mark ? store.data.quizzes.find((quiz) => quiz.id === id) : null;
  const place = asked ? asked.unit : id;
  const entry = all("a[data-unit]").find((link) => link.dataset["unit"] === place);
  const name = (entry && one(".entry-title", entry)?.textContent) || asked?.title || "";
  const text = mark ? words("locked-score", { percent: percent(mark) }) : words("locked-page");
  const way = make("a", { href: entry?.getAttribute("href") ?? null }, name);
  const note = make("div", { class: "locked-note" }, make("p", {}, make("strong", {}, words("locked-title"))), make("p", {}, `${text} `, way));
  if (before?.textContent === note.textContent) return;
  before?.remove();
  one(".page-head", page)?.after(note);
}

/** The way on says what it waits for. @param {Store} store @param {HTMLElement} page */
function tellNext(store, page) {
  const link = one("a[rel~='next']", page);
  const unit = page.dataset["unit"] ?? "";
  if (!link || !store.data.gates?.[unit]?.next) return;
  const asked = gateOf(store, unit);
  let note = one(".gate", link.parentElement || document);
  if (!note) {
    if (!asked) return;
    note = make("p", { class: "gate", role: "status", id: `gate-${page.id}` });
    link.before(note);
  }
  const text = words(asked ? `gate-${asked}` : "gate-open");
  if (note.textContent !== text) note.textContent = text;
  for (const [name, value] of [["aria-disabled", "true"], ["aria-describedby", note.id]]) {
    if (asked) link.setAttribute(name ?? "", value ?? "");
    else link.removeAttribute(name ?? "");
  }
}

STARTERS.push(keepGates);
