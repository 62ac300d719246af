/** Pointing at places of an image: the list of places is the control, and the image a larger target for it. */

/** @param {HTMLElement} form @param {string} code */
function choiceInputOf(form, code) {
  return choiceInputs(form).find((input) => input.value === code);
}

/** Shows on the image what is chosen in the list. @param {HTMLElement} form */
function showAreas(form) {
  for (const area of all("[data-area]", form)) {
    const code = area.dataset["area"] ?? "";
    area.toggleAttribute("data-chosen", choiceInputOf(form, code)?.checked);
    const kind = choiceRow(form, code)?.dataset["verdict"];
    if (kind) area.setAttribute("data-verdict", kind);
    else area.removeAttribute("data-verdict");
  }
}

INTERACTIONS["hotspot"] = {
  .../** @type {Interaction} */ (INTERACTIONS["choice"]),
  waiting: "place-first",

  setUp(form) {
    form.addEventListener("change", () => showAreas(form));
    for (const area of all("[data-area]", form)) {
      area.addEventListener("click", () => choiceInputOf(form, area.dataset["area"] ?? "")?.click());
    }
  },

  restore(form, definition, answer) {
    INTERACTIONS["choice"]?.restore(form, definition, answer);
    showAreas(form);
  },

  mark(form, definition, answer, reveal, judged) {
    INTERACTIONS["choice"]?.mark(form, definition, answer, reveal, judged);
    showAreas(form);
  },
};

delete INTERACTIONS["hotspot"].shuffle;
