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

/** All that keeps a page from opening; nothing where it is open. @param {Store} store @param {string} unit @returns {Missing[]} */
function missingFor(store, unit) {
  const { data, start, state } = store;
  const gates = data.gates;
  if (!gates || start.mode !== "normal" || !data.pages.includes(unit)) return [];
  if (store.isSeen(unit) || state.location === store.key(unit)) return [];
  const missing = [];
  for (const page of data.pages) {
    if (page === unit) break;
    if (gateOf(store, page)) {
      missing.push({ id: page, mark: 0 });
      break;
    }
  }
  for (const [id, mark] of gates[unit]?.after ?? []) {
    const { done, best } = /** @type {AnswerStore} */ (store).quiz(id);
    if (!done || !reaches(best, mark)) missing.push({ id, mark });
  }
  return missing;
}

/** @param {Store} store */
function keepGates(store) {
  const { unitState, moveTo, see } = store;
  store.unitState = (unit) => {
    if (missingFor(store, unit).length) return "locked";
    const found = unitState.call(store, unit);
    return found === "seen" && gateOf(store, unit) ? "started" : found;
  };
  store.moveTo = (unit) => void (missingFor(store, unit).length || moveTo.call(store, unit));
  store.see = (unit) => void (missingFor(store, unit).length || see.call(store, unit));
  const pages = all("section.page[data-unit]");
  const refresh = () => {
    for (const page of pages) {
      tellLocked(store, page);
      tellNext(store, page);
    }
    for (const module of all(".contents .module > details, .contents .entry-module > a:not([data-unit])")) tellModule(store, module);
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
  page.classList.toggle("locked", !!missing.length);
  if (!missing.length) return before?.remove();
  const note = make("div", { class: "locked-note" }, make("p", {}, make("strong", {}, words("locked-title"))));
  for (const { id, mark } of missing) {
    const asked = mark ? store.data.quizzes.find((quiz) => quiz.id === id) : null;
    const place = asked ? asked.unit : id;
    const entry = all("a[data-unit]").find((link) => link.dataset["unit"] === place);
    // On a page of a website the contents leave out what is far away.
    const [title, address] = store.data.ways?.pages[place] ?? [entry && one(".entry-title", entry)?.textContent, entry?.getAttribute("href")];
    const text = mark ? words("locked-score", { percent: percent(mark) }) : words("locked-page");
    note.append(make("p", {}, `${text} `, make("a", { href: address ?? null }, title || asked?.title || "")));
  }
  if (before?.textContent === note.textContent) return;
  before?.remove();
  one(".page-head", page)?.after(note);
}

/** A module none of whose pages is open says so where it stands in the contents. @param {Store} store @param {HTMLElement} module */
function tellModule(store, module) {
  const inside = all("a[data-unit]", module).map((link) => link.dataset["unit"] ?? "");
  const pages = inside.length ? inside : store.data.ways?.modules[module.getAttribute("href") ?? ""];
  const locked = pages?.length && pages.every((page) => missingFor(store, page).length);
  const place = one("summary", module) || module;
  const sign = one(":scope > .state", place);
  if (!locked) sign?.remove();
  else if (!sign) place.append(make("span", { class: "state", "data-state": "locked" }, make("span", { class: "visually-hidden" }, words("state-locked"))));
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
