/** What the ways to answer have in common where an answer has several parts: rows that are marked one by one. */

/** The row of one part of a question, by its code. @param {HTMLElement} form @param {string} code */
function rowOf(form, code) {
  return all("[data-code]", form).find((row) => row.dataset["code"] === code) || null;
}

/** The select, field or radio buttons of a row. @param {Element} row */
function rowControls(row) {
  return /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ (all("input, select", row));
}

/** What was chosen or typed in a row; "" where nothing was. @param {Element | null} row */
function rowValue(row) {
  const controls = row ? rowControls(row) : [];
  const found = controls.find((control) => !isRadio(control) || control.checked);
  return found ? found.value : "";
}

/** @param {Element | null} row @param {string} value */
function setRowValue(row, value) {
  for (const control of row ? rowControls(row) : []) {
    if (isRadio(control)) control.checked = control.value === value;
    else control.value = value;
  }
}

/** @param {HTMLInputElement | HTMLSelectElement} control @returns {control is HTMLInputElement} */
function isRadio(control) {
  return control.type === "radio";
}

/**
 * Icon and word beside a part, the right answer where it may be shown, and the feedback under it.
 * @param {HTMLElement | null} row @param {boolean | null} right null: nobody judges it @param {string} answer to show @param {(Tree | null | undefined)[]} feedback
 */
function markRow(row, right, answer, feedback) {
  if (!row) return;
  if (right !== null) {
    const kind = right ? "right" : "wrong";
    const said = verdict(kind, words(right ? "right" : "not-right"));
    const mark = make("span", { class: "verdict" }, ...said);
    if (answer) mark.append(make("span", { class: "solution" }, ` ${words("answer-is", { answer })}`));
    row.setAttribute("data-verdict", kind);
    (one(".row-head", row) || row).append(mark);
    const [control] = rowControls(row);
    if (control?.id) {
      mark.id = `${control.id}-verdict`;
      control.setAttribute("aria-describedby", mark.id);
    }
  }
  const place = one("[data-feedback]", row);
  const nodes = feedback.flatMap((tree) => treeNodes(tree));
  if (place && nodes.length) {
    place.replaceChildren(...nodes);
    place.hidden = false;
  }
}

/** @param {HTMLElement} form */
function unmarkRows(form) {
  for (const row of all(".row", form)) {
    row.removeAttribute("data-verdict");
    one(".verdict", row)?.remove();
    rowControls(row)[0]?.removeAttribute("aria-describedby");
    const place = one("[data-feedback]", row);
    place?.replaceChildren();
    if (place) place.hidden = true;
  }
}

/** Fields and buttons stay in the tab order; a select has no way to be read only. @param {HTMLElement} form @param {boolean} locked */
function lockRows(form, locked) {
  for (const control of rowControls(form)) {
    if (control instanceof HTMLSelectElement) control.disabled = locked;
    else if (control.type === "radio") control.setAttribute("aria-disabled", String(locked));
    else control.readOnly = locked;
  }
}

/** The mark of all that an answer of places speaks of. @param {ItemData[]} items */
function itemsMark(items) {
  return choiceMark(items.map(({ text }) => text).join("\n"));
}

/**
 * Whether an answer of places means these items. Where the package was changed, a place may mean another one now: the
 * answer is no longer shown then, and what it earned stays.
 * @param {Answer} answer @param {number} length @param {number} of @param {ItemData[]} items @returns {answer is PlacedAnswer}
 */
function fitsPlaces(answer, length, of, items) {
  return "places" in answer && answer.places.length === length && answer.of === of && answer.mark === itemsMark(items);
}
