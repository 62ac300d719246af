/**
 * The clock of a quiz with a limit of time (R43). Its seconds are part of the state: they go on where they stood after a
 * reload or a return, and the time of day plays no part. The clock is started by the learner, warns politely before the
 * end, gives extra time once where the course allows it, and hands the quiz in at the end.
 */

/** Seconds between saves while nothing else happens. */
const CLOCK_SAVE = 15;

/** Milliseconds between two looks at the clock beyond which the computer slept: nobody is robbed of those. */
const CLOCK_SLEEP = 90000;

class QuizClock {
  /** @param {QuizView} quiz */
  constructor(quiz) {
    this.quiz = quiz;
    this.timer = 0;
    this.looked = 0;
    /** Milliseconds of a second that is not over. */
    this.rest = 0;
    /** The quiz was in view in this session: what was begun before waits for that. */
    this.met = false;
    this.warned = false;
    this.shown = make("span", { class: "clock-time" });
    this.line = make("p", { class: "clock-line", role: "status" });
    this.more = make("button", { type: "button" });
    this.place = make("div", { class: "clock", hidden: "" }, make("p", { role: "timer" }, this.shown), this.line, this.more);
    this.starter = make("button", { type: "button", class: "primary", "data-start-quiz": "" }, words("start-quiz"));
    const rule = words("time-limit", { time: spanOfTime(quiz.data.timeLimit) });
    this.gate = make("div", { class: "clock-gate", hidden: "" }, make("p", {}, rule), this.starter);
    this.body = quiz.every.map((view) => view.form);
    this.body[0]?.before(this.gate, this.place);
    this.starter.addEventListener("click", () => this.start());
    this.more.addEventListener("click", () => this.extend());
  }

  get left() {
    return this.quiz.state.left;
  }

  /** Whether the learner is at the quiz now. */
  get present() {
    return document.visibilityState === "visible" && !this.quiz.section.closest(".page")?.hasAttribute("hidden");
  }

  /** An attempt begins, or goes on. */
  begin() {
    const { closed } = this.quiz;
    this.warned = false;
    this.gate.hidden = closed || this.left >= 0;
    this.section.classList.toggle("quiz-gated", !this.gate.hidden);
    this.place.hidden = closed || this.left < 0;
    say(this.line, "");
    this.offer();
    if (!this.place.hidden) this.run();
  }

  get section() {
    return this.quiz.section;
  }

  start() {
    const { quiz } = this;
    quiz.store.setQuiz(quiz.data.id, { left: quiz.data.timeLimit });
    this.met = true;
    this.begin();
    quiz.store.changed(true);
    focusOn(one(".question-head h3", quiz.questions[0]?.form));
  }

  run() {
    this.looked = ticks();
    this.show();
    window.clearInterval(this.timer);
    this.timer = window.setInterval(() => this.look(), 1000);
  }

  look() {
    const now = ticks();
    const gone = now - this.looked;
    this.looked = now;
    this.met = this.met || this.present;
    if (!this.met || gone > CLOCK_SLEEP || (this.quiz.data.pause && !this.present)) return;
    this.rest += gone;
    const seconds = Math.floor(this.rest / 1000);
    this.rest -= seconds * 1000;
    if (seconds) this.spend(seconds);
  }

  /** @param {number} seconds */
  spend(seconds) {
    const { store, data } = this.quiz;
    const before = this.left;
    const left = Math.max(0, before - seconds);
    store.setQuiz(data.id, { left });
    this.show();
    if (!left) this.over();
    else if (Math.ceil(before / CLOCK_SAVE) !== Math.ceil(left / CLOCK_SAVE)) store.changed(false);
  }

  show() {
    const seconds = this.left;
    this.shown.textContent = words("time-left", { time: `${Math.floor(seconds / 60)}:${two(seconds % 60)}` });
    const early = Math.max(20, Math.min(60, this.quiz.data.timeLimit / 10));
    this.place.toggleAttribute("data-late", seconds <= early);
    if (seconds > early || this.warned) return;
    this.warned = true;
    say(this.line, words("time-warning", { time: spanOfTime(seconds) }));
    this.offer();
  }

  /** Extra time is offered with the warning, once. */
  offer() {
    const { data, state } = this.quiz;
    this.more.textContent = words("more-time", { time: spanOfTime(data.extraTime) });
    this.more.hidden = !this.warned || !data.extraTime || state.extended;
  }

  extend() {
    const { store, data } = this.quiz;
    store.setQuiz(data.id, { left: this.left + data.extraTime, extended: true });
    this.warned = false;
    say(this.line, words("time-added", { time: spanOfTime(data.extraTime) }));
    focusOn(this.line);
    this.offer();
    this.show();
    store.changed(true);
  }

  /** Time is up: what stands in the fields is handed in. */
  over() {
    for (const view of this.quiz.questions) {
      const answer = view.state.tries && !view.retrying ? null : view.interaction.read(view.form, view.definition);
      if (!answer) continue;
      if (this.quiz.immediate) view.take(answer);
      else this.quiz.store.setQuestion(view.id, { answer });
    }
    const inside = this.body.some((form) => form.contains(document.activeElement));
    this.quiz.handIn();
    this.place.hidden = false;
    this.more.hidden = true;
    say(this.line, words("time-over"));
    if (inside) focusOn(one("h3", this.quiz.result || undefined));
  }

  /** The attempt was handed in. */
  done() {
    window.clearInterval(this.timer);
    this.place.hidden = true;
  }
}

/** @param {number} seconds */
function spanOfTime(seconds) {
  return seconds % 60 ? words("seconds", { count: seconds }) : words("minutes", { count: seconds / 60 });
}

QUIZ_CLOCKS.push((quiz) => new QuizClock(quiz));
