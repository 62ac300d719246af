/** A quiz on the page: its questions, handing in, the result, and another attempt. */

/** What adds a clock to a quiz; the part core/clock.js, where a course has limits of time. @type {((quiz: QuizView) => {begin: () => void, done: () => void})[]} */
const QUIZ_CLOCKS = [];

/** What `compareDocumentPosition` says of a node that comes later. */
const FOLLOWING = 4;

class QuizView {
  /** @param {AnswerStore} store @param {QuizData} data @param {HTMLElement} section @param {Record<string, QuestionData>} questions */
  constructor(store, data, section, questions) {
    this.store = store;
    this.data = data;
    this.section = section;
    this.immediate = data.feedback === "immediate";
    this.result = one("[data-result]", section);
    this.askedTwice = false;
    /** Every question, and those of this attempt. */
    this.every = data.questions.flatMap((id) => this.viewOf(id, questions));
    this.questions = this.every;
    this.told = all(".question-static", section);
    this.headings = this.every.map(({ form }) => one(".question-head h3", form)?.textContent ?? "");
    this.handInButton = this.addHandIn();
    this.clock = data.timeLimit && this.every.length ? QUIZ_CLOCKS[0]?.(this) : undefined;
    this.begin();
    this.render();
    store.listeners.add(() => say(one("[data-unseen]", section), this.unseen));
    store.views.add((changed) => this.refresh(changed));
  }

  /** Shows what was done elsewhere; what the learner has in hand here stays. @param {Set<number>} changed */
  refresh(changed) {
    const quiz = changed.has(this.store.key(this.data.id));
    const views = this.every.filter((view) => changed.has(this.store.key(view.id)));
    if (quiz) this.begin();
    for (const view of quiz ? this.every : views) view.render();
    if (!quiz && !views.length) return;
    this.showActions();
    if (this.immediate && !this.closed && this.questions.length) this.checked();
  }

  /** @param {string} id @param {Record<string, QuestionData>} questions */
  viewOf(id, questions) {
    const form = document.getElementById(`q-${id}`);
    const data = Object.prototype.hasOwnProperty.call(questions, id) ? questions[id] : undefined;
    const interaction = data && INTERACTIONS[data.interaction.type];
    return form && data && interaction ? [new QuestionView(this, id, data, form, interaction)] : [];
  }

  get state() {
    return this.store.quiz(this.data.id);
  }

  get closed() {
    return this.state.closed;
  }

  /** Every question was checked once, and none waits for another try that could earn more. */
  get finished() {
    return this.questions.every((view) => view.state.tries > 0);
  }

  /** The questions that were there when the quiz was handed in: a later version of the package may have more. */
  get asked() {
    const found = this.questions.filter((view) => this.store.state.questions.has(this.store.key(view.id)));
    return found.length ? found : this.questions;
  }

  /** What somebody who passed must still do, in words; "" where nothing is missing. */
  get unseen() {
    const { passed, seen, needs } = this.store.progress();
    const count = needs.pages - seen;
    return this.data.graded && passed && count > 0 ? words("unseen", { count }) : "";
  }

  get left() {
    return attemptsLeft(this.data, this.state);
  }

  /** Whether the right answers may be shown now. */
  get reveals() {
    if (!this.closed || this.data.reveal === "never") return false;
    return this.data.reveal === "end" || this.left === 0;
  }

  /** Where it counts and an answer may still be another one, the learner says when it is enough. */
  get byHand() {
    return !this.immediate || (this.data.graded && this.questions.some((view) => view.mayRetry || view.changeable));
  }

  addHandIn() {
    const button = make("button", { type: "button", class: "primary", "data-hand-in": "" }, words("hand-in"));
    const line = make("p", { class: "waiting", role: "status" });
    const actions = make("div", { class: "quiz-actions", hidden: "" }, button, line);
    this.result?.before(actions);
    button.addEventListener("click", () => {
      const open = this.questions.filter((view) => !view.answer && !view.state.tries).length;
      if (open && !this.askedTwice) {
        this.askedTwice = true;
        line.textContent = words("unanswered", { count: open });
      } else {
        line.textContent = "";
        this.handIn();
        focusOn(one("h3", this.result || undefined));
      }
    });
    return actions;
  }

  /** Draws this attempt's questions, and puts them and their choices into its order. */
  begin() {
    const { data, store } = this;
    this.askedTwice = false;
    const draws = data.draw > 0 || data.pools.some((pool) => pool.draw > 0);
    const wanted = draws || data.shuffleQuestions || this.every.some((view) => this.shuffles(view));
    if (wanted && !this.state.seed) store.setQuiz(data.id, { seed: 1 + Math.floor(Math.random() * 65535) });
    const { seed } = this.state;
    if (draws) this.drawQuestions(randomFrom(seed + 65536));
    if (data.shuffleQuestions) this.orderQuestions(shuffled(data.questions, randomFrom(seed)));
    this.numberQuestions();
    for (const view of this.every) {
      // Each has a row of numbers of its own: a question that a new version adds does not disturb the others.
      const random = randomFrom(seed + 65536 * (store.key(view.id) + 2));
      if (this.shuffles(view)) view.interaction.shuffle?.(view.form, view.definition, random);
    }
    this.clock?.begin();
  }

  /** Draws from each pool, then from what there is; the others are hidden until another attempt. @param {() => number} random */
  drawQuestions(random) {
    const { data } = this;
    const dropped = new Set();
    for (const { from, count, draw } of data.pools) {
      for (const id of this.undrawn(data.questions.slice(from, from + count), draw, random)) dropped.add(id);
    }
    const rest = data.questions.filter((id) => !dropped.has(id));
    for (const id of this.undrawn(rest, data.draw, random)) dropped.add(id);
    this.questions = this.every.filter((view) => !dropped.has(view.id));
    for (const view of this.every) view.form.hidden = dropped.has(view.id);
    this.hideUnused();
  }

  /**
   * Those of `ids` that are not drawn. What was begun in this attempt stays, also where the package was changed since.
   * @param {string[]} ids @param {number} draw 0: all @param {() => number} random
   */
  undrawn(ids, draw, random) {
    const begun = (/** @type {string} */ id) => {
      const { tries, answer } = this.store.question(id);
      return tries > 0 || answer !== null;
    };
    const order = shuffled(ids, random);
    return draw > 0 ? [...order.filter(begun), ...order.filter((id) => !begun(id))].slice(draw) : [];
  }

  /** @param {QuestionView} view */
  shuffles(view) {
    return Boolean(view.interaction.shuffle && (view.data.shuffle ?? this.data.shuffleChoices));
  }

  /** How many blocks of information stand before a question. @param {QuestionView} view */
  runOf({ form }) {
    return this.told.filter((one) => one.compareDocumentPosition(form) & FOLLOWING).length;
  }

  /** Questions change places among those that the same information introduces. @param {string[]} order */
  orderQuestions(order) {
    const place = (/** @type {QuestionView} */ view) => this.runOf(view) * order.length + order.indexOf(view.id);
    this.questions = [...this.questions].sort((a, b) => place(a) - place(b));
    for (const view of this.questions) (this.told[this.runOf(view)] ?? this.handInButton).before(view.form);
  }

  /** Information that introduces none of the drawn questions is hidden with them. */
  hideUnused() {
    this.told.forEach((one, at) => {
      const own = this.every.filter((view) => this.runOf(view) === at + 1);
      one.hidden = own.length > 0 && own.every(({ form }) => form.hidden);
    });
  }

  numberQuestions() {
    this.questions.forEach((view, at) => {
      const heading = one(".question-head h3", view.form);
      if (heading) heading.textContent = this.headings[at] ?? heading.textContent;
    });
  }

  /** A question was checked; the last one hands the quiz in. */
  checked() {
    if (!this.finished) return;
    if (this.closed) this.amend();
    else if (!this.byHand) this.handIn();
    else this.render();
  }

  /** @returns {number} */
  share() {
    const scored = this.questions.filter((view) => view.data.scored);
    return quizShare(scored.map((view) => [view.state.share, view.data.points]));
  }

  handIn() {
    if (this.closed) return;
    for (const view of this.questions) view.handIn();
    const share = this.share();
    const { done, first, best } = this.state;
    this.store.setQuiz(this.data.id, {
      done: done + 1,
      first: done ? first : share,
      last: share,
      best: done ? Math.max(best, share) : share,
      closed: true,
    });
    this.clock?.done();
    this.store.changed(true);
    this.render();
  }

  /** Practice after handing in: the attempt that was made is brought up to date. */
  amend() {
    const share = this.share();
    const { done, first, best } = this.state;
    this.store.setQuiz(this.data.id, { last: share, first: done === 1 ? share : first, best: Math.max(best, share) });
    this.showResult();
  }

  again() {
    this.store.setQuiz(this.data.id, { closed: false, seed: 0, left: -1, extended: false });
    for (const view of this.questions) view.reset();
    this.begin();
    this.render();
    this.store.changed(true);
    focusOn(one(".question-head h3", this.questions[0]?.form));
  }

  render() {
    for (const view of this.every) view.render();
    this.showActions();
  }

  /** The button that hands in, and the result. */
  showActions() {
    this.handInButton.hidden = this.closed || !this.byHand || (this.immediate && !this.finished);
    this.showResult();
  }

  /** The words on a question's button once it is done; "" where nothing follows. @param {QuestionView} view */
  nextStep(view) {
    if (this.nextOpen(view)) return "next-question";
    if (this.questions.length > 1 || this.data.graded) return this.closed ? "see-result" : this.byHand ? "hand-in" : "";
    return "";
  }

  /** @param {QuestionView} view */
  nextOpen(view) {
    const at = this.questions.indexOf(view);
    const rest = [...this.questions.slice(at + 1), ...this.questions.slice(0, at)];
    return this.closed ? undefined : rest.find((other) => !other.state.tries);
  }

  /** Goes on from a question that is done. @param {QuestionView} view */
  goOn(view) {
    const next = this.nextOpen(view);
    if (next) return focusOn(one(".question-head h3", next.form));
    if (!this.closed) this.handIn();
    return focusOn(one("h3", this.result || undefined));
  }

  showResult() {
    const { result } = this;
    if (!result) return;
    const shown = this.closed && this.questions.length > 0 && (this.data.graded || this.questions.length > 1);
    result.hidden = !shown;
    if (shown) result.replaceChildren(...resultNodes(this));
    else result.replaceChildren();
  }
}

/** What a learner is told who has handed a quiz in. @param {QuizView} quiz @returns {Node[]} */
function resultNodes(quiz) {
  const { data, state } = quiz;
  /** @type {Node[]} */
  const nodes = [make("h3", {}, words("result")), ...scoreNodes(quiz)];
  nodes.push(make("ol", { class: "result-list" }, ...quiz.asked.map((view) => resultLine(quiz, view))));
  if (data.graded && state.done > 1 && countedShare(data, state) !== state.last) {
    nodes.push(make("p", {}, words("counted", { percent: percent(countedShare(data, state)) })));
  }
  const unseen = make("p", { "data-unseen": "" });
  say(unseen, quiz.unseen);
  nodes.push(unseen);
  if (data.attempts) {
    const key = quiz.left ? "attempts-left" : "no-attempts-left";
    nodes.push(make("p", {}, words(key, { count: quiz.left })));
  }
  if (quiz.left > 0) {
    const again = make("button", { type: "button", class: "primary", "data-again": "" }, words("try-again"));
    again.addEventListener("click", () => quiz.again());
    nodes.push(again);
  }
  return nodes;
}

/** @param {QuizView} quiz */
function scoreNodes({ data, state, asked }) {
  if (!data.graded) {
    const judged = asked.filter((view) => view.data.scored);
    const right = judged.filter((view) => view.verdict === "right").length;
    const key = judged.length ? "practice-score" : "verdict-given";
    return [make("p", { class: "score" }, words(key, { right, count: judged.length }))];
  }
  const possible = asked.reduce((sum, view) => sum + (view.data.scored ? view.data.points : 0), 0);
  const passed = reaches(state.last, data.pass);
  const score = words("score", { percent: percent(state.last), points: state.last * possible, count: possible });
  return [
    make("p", { class: "score", "data-verdict": passed ? "right" : "wrong" }, score),
    make("p", {}, words(passed ? "passed" : "not-passed", { mark: percent(data.pass) })),
  ];
}

/** @param {QuizView} quiz @param {QuestionView} view */
function resultLine(quiz, view) {
  const number = quiz.questions.indexOf(view) + 1;
  const link = make("a", { href: `#q-${view.id}` }, words("question", { number }));
  if (quiz.data.feedback === "none") return make("li", {}, link);
  const [icon, text] = verdictNodes(view.state.tries ? view.verdict : "none", view.verdict);
  return make("li", { "data-verdict": view.verdict }, icon ?? null, " ", link, text ?? "");
}

/** A share as a percentage, cut rather than rounded so that 59.96 % never reads as a pass at 60 %. @param {number} share */
function percent(share) {
  return formatted(Math.floor(share * 1000 + 1e-6) / 1000, { style: "percent", maximumFractionDigits: 1 });
}

/** The text in base64 of UTF-8. @param {string} text */
function fromBase64(text) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

/** @param {Store} store */
function startQuizzes(store) {
  const encoded = store.data.questions;
  const questions = encoded ? JSON.parse(fromBase64(encoded)) : {};
  /** @type {QuizView[]} */
  const views = [];
  for (const quiz of store.data.quizzes) {
    const section = document.getElementById(`z-${quiz.id}`);
    if (section) guarded(() => views.push(new QuizView(/** @type {AnswerStore} */ (store), quiz, section, questions)));
  }
  store.objectiveSource = () => objectiveResults(views.flatMap((view) => view.questions), store.data.rules.pass);
}

/** How the objectives that questions name are met. @param {QuestionView[]} views @param {number} mark @returns {ObjectiveResult[]} */
function objectiveResults(views, mark) {
  const scored = views.filter((view) => view.data.scored);
  const named = new Set(scored.flatMap((view) => view.data.objectives));
  return Array.from(named, (id) => {
    const own = scored.filter((view) => view.data.objectives.includes(id));
    const share = quizShare(own.map((view) => [view.state.share, view.data.points]));
    const done = own.filter((view) => view.state.tries > 0).length / own.length;
    return { id, share, done, passed: reaches(share, mark) };
  });
}

STARTERS.push(startQuizzes);
