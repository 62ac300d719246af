/** Choosing one of several, or any number of them. */

/** @param {HTMLElement} form @returns {HTMLInputElement[]} */
function choiceInputs(form) {
  return /** @type {HTMLInputElement[]} */ (all(".choice input", form));
}

/** @param {HTMLElement} form @param {string} code */
function choiceRow(form, code) {
  return all(".choice", form).find((row) => row.dataset["code"] === code) || null;
}

/** The place of the choice with this mark: where it was, else the only one that has it; -1 where it is gone. @param {ChoiceData[]} choices @param {number} place @param {number | undefined} mark */
function markedPlace(choices, place, mark) {
  const found = choices.flatMap((choice, at) => (choiceMark(choice.text) === mark ? [at] : []));
  return found.includes(place) ? place : found.length === 1 ? found[0] ?? -1 : -1;
}

/**
 * The answer's places among the choices as they are now: another version of the package may have moved them. None
 * where a chosen one is gone, or where an answer of the first format met another number of choices.
 * @param {ChoiceDefinition} definition @param {Answer | null} answer @returns {number[]}
 */
function chosenPlaces(definition, answer) {
  const { choices } = definition;
  if (!answer || !("chosen" in answer)) return [];
  const { chosen, marks } = answer;
  if (!marks) return answer.of === choices.length ? chosen.filter((place) => place < choices.length) : [];
  const places = chosen.map((place, at) => markedPlace(choices, place, marks[at]));
  return places.includes(-1) || new Set(places).size < places.length ? [] : places.sort((a, b) => a - b);
}

/** @param {ChoiceDefinition} definition @param {number[]} places @returns {ChosenAnswer} */
function markedAnswer(definition, places) {
  return { chosen: places, marks: places.map((place) => choiceMark(definition.choices[place]?.text ?? "")) };
}

/** @param {ChoiceDefinition} definition @param {(choice: ChoiceData, place: number) => boolean} wanted */
function choiceCodes(definition, wanted) {
  return new Set(definition.choices.filter(wanted).map((choice) => choice.code));
}

/** Whether a choice says "true" or "false"; null where it says neither. @param {ChoiceData | undefined} choice */
function truthOf(choice) {
  const text = choice?.text.trim().toLowerCase();
  return text === words("true").toLowerCase() ? true : text === words("false").toLowerCase() ? false : null;
}

INTERACTIONS["choice"] = {
  waiting: "choose-first",

  read(form, definition) {
    const checked = new Set(choiceInputs(form).filter((input) => input.checked).map((input) => input.value));
    const { choices } = /** @type {ChoiceDefinition} */ (definition);
    const chosen = choices.flatMap((choice, place) => (checked.has(choice.code) ? [place] : []));
    return chosen.length ? markedAnswer(definition, chosen) : null;
  },

  fit(definition, answer) {
    const places = chosenPlaces(definition, answer);
    return places.length ? markedAnswer(definition, places) : null;
  },

  restore(form, definition, answer) {
    const places = chosenPlaces(definition, answer);
    const codes = choiceCodes(definition, (_, place) => places.includes(place));
    for (const input of choiceInputs(form)) input.checked = codes.has(input.value);
  },

  share(definition, question, answer) {
    const places = chosenPlaces(definition, answer);
    const chosen = choiceCodes(definition, (_, place) => places.includes(place));
    const right = choiceCodes(definition, (choice) => choice.correct);
    return choiceShare(chosen, right, choiceCodes(definition, () => true), definition.multiple, question.partial);
  },

  mark(form, definition, answer, reveal, judged) {
    const places = chosenPlaces(definition, answer);
    for (const [place, choice] of /** @type {ChoiceDefinition} */ (definition).choices.entries()) {
      const row = choiceRow(form, choice.code);
      const chosen = places.includes(place);
      const kind = chosen ? (choice.correct ? "right" : "wrong") : choice.correct && reveal ? "missed" : "";
      if (!row || !kind) continue;
      if (judged) {
        row.setAttribute("data-verdict", kind);
        one("label", row)?.append(make("span", { class: "verdict" }, ...verdict(kind, words(kind))));
      }
      const feedback = one("[data-feedback]", row);
      if (!feedback || !chosen || !choice.feedback) continue;
      feedback.append(...treeNodes(choice.feedback));
      feedback.hidden = false;
    }
  },

  unmark(form) {
    for (const row of all(".choice", form)) {
      row.removeAttribute("data-verdict");
      one("label .verdict", row)?.remove();
      const feedback = one("[data-feedback]", row);
      feedback?.replaceChildren();
      if (feedback) feedback.hidden = true;
    }
  },

  lock(form, locked) {
    for (const input of choiceInputs(form)) input.setAttribute("aria-disabled", String(locked));
  },

  feedback() {
    return null;
  },

  report(definition, answer) {
    const { choices, multiple, presentation } = /** @type {ChoiceDefinition} */ (definition);
    const right = choices.flatMap((choice, place) => (choice.correct ? [place] : []));
    const given = chosenPlaces(definition, answer);
    const truths = [...given, ...right].map((place) => truthOf(choices[place]));
    const [truth = null, ...rights] = truths;
    if (presentation === "true-false" && !multiple && truth !== null && given.length === 1 && !rights.includes(null)) {
      return { type: "true-false", given: truth, right: /** @type {boolean[]} */ (rights) };
    }
    const type = presentation === "likert" && given.length === 1 ? "likert" : "choice";
    return { type, items: choices.map(({ text }) => text), given, right };
  },

  shuffle(form, definition, random) {
    const { choices } = /** @type {ChoiceDefinition} */ (definition);
    const list = one(".choices", form);
    for (const choice of shuffled(choices, random, (item) => item.fixed)) {
      const row = choiceRow(form, choice.code);
      if (row) list?.append(row);
    }
  },
};
