/** Filling blanks in a text, each by typing or by choosing; a blank is scored as a question of its kind would be. */

/** @param {GapData} gap @param {string} value @returns {ChosenAnswer | TypedAnswer | null} */
function gapAnswer({ interaction }, value) {
  if (interaction.type !== "choice") {
    const text = value.trim().slice(0, TEXT_LONGEST);
    return text ? { text } : null;
  }
  const place = interaction.choices.findIndex(({ code }) => code === value);
  return place < 0 ? null : markedAnswer(interaction, [place]);
}

/** The choice that was made in a blank, as the choices are now. @param {GapData} gap @param {ChosenAnswer | TypedAnswer | null} part */
function gapChoice({ interaction }, part) {
  const place = interaction.type === "choice" ? chosenPlaces(interaction, part)[0] : undefined;
  return interaction.type === "choice" && place !== undefined ? interaction.choices[place] : undefined;
}

/** The parts of an answer that this question has. @param {GapsDefinition} definition @param {Answer | null} answer */
function gapParts({ gaps }, answer) {
  const parts = answer && "parts" in answer && answer.parts.length === gaps.length ? answer.parts : [];
  return gaps.map((gap, at) => {
    const part = parts[at] ?? null;
    const fits = part && ("text" in part ? gap.interaction.type !== "choice" : gapChoice(gap, part));
    return { gap, part: fits ? part : null };
  });
}

/** @param {GapData} gap */
function gapKind({ interaction }) {
  return /** @type {Interaction} */ (INTERACTIONS[interaction.type]);
}

/** @param {GapData} gap @param {QuestionData} question @param {ChosenAnswer | TypedAnswer | null} part */
function gapRight(gap, question, part) {
  return part !== null && gapKind(gap).share(gap.interaction, question, part) === 1;
}

/** What was given in a blank, as text. @param {GapData} gap @param {ChosenAnswer | TypedAnswer | null} part */
function gapText(gap, part) {
  return part && "text" in part ? part.text : gapChoice(gap, part)?.text ?? "";
}

/** What is right in a blank, as text. @param {GapData} gap */
function gapSolution({ interaction }) {
  if (interaction.type === "choice") return interaction.choices.filter(({ correct }) => correct).map(({ text }) => text).join(" / ");
  return interaction.accepted[0]?.text ?? "";
}

/** The same as it is shown to a learner. @param {GapData} gap */
function shownSolution(gap) {
  return gap.interaction.type === "choice" ? gapSolution(gap) : typedSolution(gap.interaction);
}

/** The feedback that belongs to what was given. @param {GapData} gap @param {ChosenAnswer | TypedAnswer} part */
function gapFeedback(gap, part) {
  if ("text" in part) return gapKind(gap).feedback(gap.interaction, part);
  return gapChoice(gap, part)?.feedback ?? null;
}

INTERACTIONS["gaps"] = {
  waiting: "gaps-first",

  read(form, definition) {
    const { gaps } = /** @type {GapsDefinition} */ (definition);
    const parts = gaps.map((gap) => gapAnswer(gap, rowValue(rowOf(form, gap.code))));
    return parts.some(Boolean) ? { parts } : null;
  },

  fit(definition, answer) {
    const given = "parts" in answer ? answer.parts : [];
    const fits = gapParts(definition, answer).every(({ part }, at) => Boolean(part) === Boolean(given[at]));
    return given.some(Boolean) && fits ? answer : null;
  },

  restore(form, definition, answer) {
    for (const { gap, part } of gapParts(definition, answer)) {
      setRowValue(rowOf(form, gap.code), part && "text" in part ? part.text : gapChoice(gap, part)?.code ?? "");
    }
  },

  open(definition, answer) {
    return gapParts(definition, answer).filter(({ part }) => !part).length;
  },

  share(definition, question, answer) {
    const right = gapParts(definition, answer).map(({ gap, part }) => gapRight(gap, question, part));
    return partsShare(right, question.partial);
  },

  mark(form, definition, answer, reveal, judged) {
    const list = one("[data-gap-feedback]", form);
    gapParts(definition, answer).forEach(({ gap, part }, at) => {
      const right = gapRight(gap, NO_PARTIAL, part);
      markRow(rowOf(form, gap.code), judged ? right : null, reveal && !right ? shownSolution(gap) : "", []);
      const own = part && treeNodes(gapFeedback(gap, part));
      if (own?.length) list?.append(make("li", {}, make("strong", {}, words("gap", { number: at + 1 })), ...own));
    });
    if (list) list.hidden = !list.childNodes.length;
  },

  unmark(form) {
    unmarkRows(form);
    const list = one("[data-gap-feedback]", form);
    list?.replaceChildren();
    if (list) list.hidden = true;
  },

  lock: lockRows,

  feedback() {
    return null;
  },

  report(definition, answer) {
    const { gaps } = /** @type {GapsDefinition} */ (definition);
    const caseMatters = gaps.some(({ interaction: one }) => one.type === "text" && one.accepted[0]?.caseSensitive);
    return {
      type: "fill-in",
      given: gapParts(definition, answer).map(({ gap, part }) => gapText(gap, part)),
      right: [{ texts: gaps.map(gapSolution), caseMatters }],
    };
  },
};

/** A single blank is right or wrong, whatever the whole question is worth. */
const NO_PARTIAL = /** @type {QuestionData} */ (/** @type {unknown} */ ({ partial: null }));
