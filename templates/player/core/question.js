/** One question on the page: takes an answer, says what it was worth, and offers the one next step. */

/** The ways to answer, by the name in the data; each part in questions/ adds its own. @type {Record<string, Interaction>} */
const INTERACTIONS = {};

class QuestionView {
  /** @param {QuizView} quiz @param {string} id @param {QuestionData} data @param {HTMLElement} form @param {Interaction} interaction */
  constructor(quiz, id, data, form, interaction) {
    this.quiz = quiz;
    this.store = quiz.store;
    this.id = id;
    this.data = data;
    this.form = form;
    this.interaction = interaction;
    this.definition = data.interaction;
    this.hintsShown = 0;
    /** The learner was told that parts of the answer are open. */
    this.warned = false;
    interaction.setUp?.(form, data.interaction);
    /** The learner asked for another try and has not handed it in yet. */
    this.retrying = false;
    this.since = ticks();
    this.check = one("[data-check]", form);
    this.hint = this.addHintButton();
    this.outcome = one("[data-outcome]", form);
    this.more = make("div", { class: "outcome-more" });
    this.outcome?.after(this.more);
    // Never by submitting: a frame that is sandboxed without allow-forms lets no submit event through [Chromium].
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !(event.target instanceof HTMLInputElement)) return;
      event.preventDefault();
      this.press();
    });
    this.check?.addEventListener("click", (event) => {
      event.preventDefault();
      this.press();
    });
    form.addEventListener("change", () => this.draft());
    form.addEventListener("input", () => {
      if (this.changeable && this.state.tries && !this.retrying) this.change();
      this.forgetWaiting();
      if (interaction.drafts) this.draft(false);
    });
    form.addEventListener("click", (event) => {
      // A locked answer stays readable and in the tab order; it only no longer changes.
      if (this.locked && event.target instanceof HTMLInputElement) event.preventDefault();
    });
  }

  get locked() {
    return this.form.hasAttribute("data-locked");
  }

  get state() {
    return this.store.question(this.id);
  }

  /** The answer as saved; none where this version of the question no longer has what was chosen. */
  get answer() {
    const { answer } = this.state;
    return answer && this.interaction.fit ? this.interaction.fit(this.definition, answer) : answer;
  }

  /** The question in words, one line. */
  get text() {
    return (one(".stem", this.form)?.textContent ?? "").replace(/\s+/g, " ").trim();
  }

  /** The share of the points without what earlier tries cost; from the saved share where the answer was not kept. */
  get rawShare() {
    const { answer } = this;
    const { share, tries } = this.state;
    if (answer) return this.interaction.share(this.definition, this.data, answer);
    return tries ? Math.min(1, share + (share > 0 ? this.data.penalty * (tries - 1) : 0)) : 0;
  }

  /** @returns {"right" | "partly" | "wrong" | "given"} given: nobody judges it here */
  get verdict() {
    if (!this.data.scored) return "given";
    const share = this.rawShare;
    return reaches(share, 1) ? "right" : share > 0 ? "partly" : "wrong";
  }

  /** Whether another try is allowed: for practice always; where it counts, only while it can still earn something. */
  get mayRetry() {
    const { tries } = this.state;
    if (!tries || !this.data.scored || this.verdict === "right" || !this.quiz.immediate) return false;
    if (!this.quiz.data.graded) return true;
    return !this.quiz.closed && this.data.penalty > 0 && this.data.penalty * tries < 1 - SCORE_NOISE;
  }

  /** What nobody judges may be written anew until the quiz was handed in, and for practice at any time. */
  get changeable() {
    const { data, closed, immediate } = this.quiz;
    return !this.data.scored && !this.interaction.final && immediate && !(data.graded && closed);
  }

  addHintButton() {
    const actions = one(".question-actions", this.form);
    if (!actions || !this.data.hints.length) return null;
    const button = make("button", { type: "button", class: "quiet", "data-hint": "" }, words("hint"));
    button.addEventListener("click", () => this.showHint());
    actions.append(button);
    return button;
  }

  showHint() {
    const place = one("[data-hints]", this.form);
    const hint = this.data.hints[this.hintsShown++];
    if (place && hint) place.append(make("div", { class: "hint" }, ...treeNodes(hint)));
    if (this.hint && this.hintsShown >= this.data.hints.length) {
      // The button goes, so the keyboard's place moves to what it brought.
      const shown = /** @type {HTMLElement | null} */ (place?.lastElementChild);
      if (document.activeElement === this.hint) focusOn(shown);
      this.hint.hidden = true;
    }
  }

  /** In a quiz that is handed in as a whole, answers are kept as they are given; a long text is in any quiz. */
  draft(urgent = true) {
    if ((this.quiz.immediate && !this.interaction.drafts) || (this.quiz.closed && !this.changeable) || this.locked) return;
    const answer = this.interaction.read(this.form, this.definition);
    // A saved text that is written anew has to be saved anew, also by somebody who leaves and comes back.
    this.store.setQuestion(this.id, this.retrying ? { answer, tries: 0 } : { answer });
    this.store.changed(urgent);
  }

  forgetWaiting() {
    if (!this.state.tries || this.retrying) say(this.outcome, "");
    if (this.outcome) this.outcome.hidden = false;
  }

  /** The main button, or Enter in a field. */
  press() {
    if (!this.quiz.immediate) return;
    if (this.retrying || (!this.state.tries && !this.locked)) this.submit();
    else if (this.mayRetry) this.retry();
    else this.quiz.goOn(this);
  }

  submit() {
    const answer = this.interaction.read(this.form, this.definition);
    if (!answer) {
      if (this.outcome) this.outcome.textContent = words(this.interaction.waiting);
      return;
    }
    const open = this.warned ? 0 : this.interaction.open?.(this.definition, answer);
    if (open && this.outcome) {
      this.warned = true;
      this.outcome.textContent = words("parts-open", { count: open });
      return;
    }
    this.warned = false;
    this.take(answer);
    this.quiz.checked();
    this.store.changed(true);
    this.render();
  }

  /** Scores an answer and writes it into the journal. @param {Answer} answer */
  take(answer) {
    const { tries } = this.state;
    const { scored, penalty } = this.data;
    this.retrying = false;
    const raw = this.interaction.share(this.definition, this.data, answer);
    const share = afterPenalty(raw, penalty, tries);
    this.store.setQuestion(this.id, { answer, share, tries: scored ? tries + 1 : 1 });
    const reported = this.interaction.report(this.definition, answer);
    const right = scored ? reaches(raw, 1) : null;
    this.store.record(this.id, this.data, this.text, reported, right, ticks() - this.since);
    this.since = ticks();
  }

  /** The quiz is handed in, and with it what stands here; another try that was only begun is given up. */
  handIn() {
    const { immediate } = this.quiz;
    const changed = this.changeable && this.retrying;
    this.retrying = false;
    const answer = changed ? this.interaction.read(this.form, this.definition) : immediate ? null : this.answer;
    if (answer) this.take(answer);
    // One that was left open is kept, too: it was asked.
    this.store.setQuestion(this.id, {});
  }

  /** The learner writes a saved answer anew. */
  change() {
    this.retrying = true;
    this.interaction.unmark(this.form);
    this.label(false);
  }

  retry() {
    this.retrying = true;
    this.render();
    if (this.outcome) this.outcome.textContent = "";
    if (this.hint && this.hintsShown < this.data.hints.length && this.hintsShown < this.state.tries) this.showHint();
  }

  /** Forgets this attempt's answer; the journal goes on. */
  reset() {
    this.retrying = this.warned = false;
    this.hintsShown = 0;
    one("[data-hints]", this.form)?.replaceChildren();
    if (this.hint) this.hint.hidden = false;
    this.store.setQuestion(this.id, { tries: 0, share: 0, answer: null });
    this.since = ticks();
  }

  /** Shows the question as the state has it. */
  render() {
    const { answer } = this;
    const { tries } = this.state;
    const judged = tries > 0 && !this.retrying;
    const over = this.quiz.closed && !this.retrying && !this.changeable;
    const finished = (judged || over) && !this.mayRetry;
    const telling = this.quiz.data.feedback !== "none" && (this.quiz.immediate ? judged : this.quiz.closed);
    this.interaction.unmark(this.form);
    if (!this.retrying) this.interaction.restore(this.form, this.definition, answer);
    const done = finished || judged;
    const locked = done && !this.changeable;
    this.form.toggleAttribute("data-locked", locked);
    this.interaction.lock(this.form, locked);
    this.form.removeAttribute("data-verdict");
    this.more.replaceChildren();
    this.outcome?.replaceChildren();
    if (telling) this.tell(finished);
    this.label(done);
    if (this.hint) this.hint.hidden = done || this.hintsShown >= this.data.hints.length;
  }

  /** Verdict, feedback and explanation. The explanation waits until no further try can use it. @param {boolean} finished */
  tell(finished) {
    const { verdict, data, answer } = this;
    const { tries } = this.state;
    this.form.setAttribute("data-verdict", verdict);
    const { reveals } = this.quiz;
    // What was left open is told, too, once the right answers may be seen.
    if (answer || (reveals && data.scored)) this.interaction.mark(this.form, this.definition, answer, reveals, data.scored);
    this.outcome?.append(
      make("p", { class: "verdict", "data-verdict": verdict }, ...verdictNodes(tries ? verdict : "none", verdict)),
    );
    const general = { given: null, right: data.correct, partly: data.partlyCorrect || data.incorrect, wrong: data.incorrect }[verdict];
    const solution = reveals && verdict !== "right" && this.interaction.solution?.(this.definition, answer);
    if (solution) this.tellMore("solution", [make("p", {}, words("answer-is", { answer: solution }))]);
    const own = answer && this.interaction.feedback(this.definition, answer);
    this.tellMore("feedback", [...treeNodes(own), ...treeNodes(general)]);
    if (finished) this.tellMore("explanation", treeNodes(data.explanation));
  }

  /** @param {string} name @param {Node[]} nodes */
  tellMore(name, nodes) {
    if (nodes.length) this.more.append(make("div", { class: name }, ...nodes));
  }

  /** One button, whose words are the next step: it keeps the focus that it may have. @param {boolean} done */
  label(done) {
    if (!this.check) return;
    const next = !done ? (this.data.scored ? "check" : "save-answer") : this.mayRetry ? "try-again" : this.quiz.nextStep(this);
    if (next) this.check.textContent = words(next);
    else if (document.activeElement === this.check) focusOn(this.outcome);
    this.check.hidden = !next;
  }
}

/** @param {string} verdict right, partly, wrong, missed or given @param {string} text */
function verdict(verdict, text) {
  const onward = document.documentElement.dir === "rtl" ? "←" : "→";
  const signs = /** @type {Record<string, string>} */ ({ right: "✓", partly: "◐", wrong: "✗", missed: onward });
  return [make("span", { class: "icon", "aria-hidden": "true" }, signs[verdict] || ""), ` ${text}`];
}

/** @param {string} kind @param {string} sign */
function verdictNodes(kind, sign) {
  return verdict(sign, words(`verdict-${kind}`));
}
