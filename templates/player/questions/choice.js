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

/** @param {ChoiceDefinition} definition @param {number[]} places @returns {Pick<Reported, "type" | "response">} */
function choiceResponse(definition, places) {
  const { choices, multiple } = definition;
  const texts = places.map((place) => choices[place]?.text ?? "");
  const truth = { [words("true").toLowerCase()]: "t", [words("false").toLowerCase()]: "f" };
  if (definition.presentation === "true-false" && !multiple) {
    const token = truth[(texts[0] ?? "").trim().toLowerCase()];
    if (token) return { type: "true-false", response: token };
  }
  if (definition.presentation === "likert" && places.length === 1 && choices.length <= CHOICE_CODES.length) {
    return { type: "likert", response: CHOICE_CODES.charAt(places[0] ?? 0) };
  }
  if (choices.length > CHOICE_CODES.length) return { type: "fill-in", response: reportable(texts.join("; ")) };
  return { type: "choice", response: places.map((place) => CHOICE_CODES.charAt(place)).join(",") };
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
    const { choices } = /** @type {ChoiceDefinition} */ (definition);
    const right = choices.flatMap((choice, place) => (choice.correct ? [place] : []));
    const reported = choiceResponse(definition, chosenPlaces(definition, answer));
    return { ...reported, pattern: right.length ? choiceResponse(definition, right).response : "" };
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
