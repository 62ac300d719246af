/** Putting items in order: by two buttons on each, or by dragging. */

/** @param {HTMLElement} form */
function orderList(form) {
  return /** @type {HTMLElement} */ (one(".order", form));
}

/** @param {HTMLElement} list */
function orderedCodes(list) {
  return all(":scope > .row", list).map((row) => row.dataset["code"] ?? "");
}

/** @param {HTMLElement} list @param {string[]} codes */
function putInOrder(list, codes) {
  const rows = all(":scope > .row", list);
  for (const code of codes) {
    const row = rows.find((one) => one.dataset["code"] === code);
    if (row) list.append(row);
  }
  labelMoves(list);
}

/** A button that leads nowhere stays, so that the keyboard keeps its place. @param {HTMLElement} list */
function labelMoves(list) {
  const rows = all(":scope > .row", list);
  rows.forEach((row, at) => {
    one("[data-move='-1']", row)?.setAttribute("aria-disabled", String(at === 0));
    one("[data-move='1']", row)?.setAttribute("aria-disabled", String(at === rows.length - 1));
  });
}

/** The learner put a row somewhere: says where, and counts as an answer. @param {HTMLElement} form @param {HTMLElement} row */
function movedTo(form, row) {
  const list = orderList(form);
  const rows = all(":scope > .row", list);
  list.setAttribute("data-touched", "");
  labelMoves(list);
  const item = one(".row-text", row)?.textContent?.trim() ?? "";
  const live = one("[data-live]", form);
  if (live) live.textContent = words("moved", { item, place: rows.indexOf(row) + 1, count: rows.length });
  for (const name of ["input", "change"]) form.dispatchEvent(new Event(name));
}

/** @param {HTMLElement} form @param {HTMLElement} row @param {HTMLElement} grip */
function dragBy(form, row, grip) {
  grip.addEventListener("pointerdown", (event) => {
    if (form.hasAttribute("data-locked") || event.button) return;
    event.preventDefault();
    const before = orderedCodes(orderList(form)).join(" ");
    row.classList.add("dragged");
    const move = (/** @type {PointerEvent} */ { clientY }) => {
      const next = /** @type {HTMLElement | null} */ (row.nextElementSibling);
      const last = /** @type {HTMLElement | null} */ (row.previousElementSibling);
      // A neighbour gives way once the pointer is past its middle.
      if (next && clientY > middleOf(next)) next.after(row);
      else if (last && clientY < middleOf(last)) last.before(row);
    };
    const end = () => {
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", end);
      document.removeEventListener("pointercancel", end);
      row.classList.remove("dragged");
      if (orderedCodes(orderList(form)).join(" ") !== before) movedTo(form, row);
    };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", end);
    document.addEventListener("pointercancel", end);
  });
}

/** @param {HTMLElement} element */
function middleOf(element) {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}

/** The codes in the order of an answer. @param {OrderDefinition} definition @param {Answer | null} answer */
function answeredOrder({ items }, answer) {
  const usable = answer && fitsPlaces(answer, items.length, items.length, items);
  return usable ? answer.places.map((place) => items[place - 1]?.code ?? "") : [];
}

INTERACTIONS["order"] = {
  waiting: "order-first",

  setUp(form) {
    const list = orderList(form);
    list.dataset["initial"] = orderedCodes(list).join(" ");
    for (const row of all(":scope > .row", list)) {
      const grip = one(".grip", row);
      if (grip) dragBy(form, row, grip);
    }
    list.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("[data-move]") : null;
      const row = button?.closest(".row");
      if (!(button instanceof HTMLElement) || !(row instanceof HTMLElement) || form.hasAttribute("data-locked")) return;
      const down = button.dataset["move"] === "1";
      const other = down ? row.nextElementSibling : row.previousElementSibling;
      if (!other) return;
      if (down) other.after(row);
      else other.before(row);
      button.focus();
      movedTo(form, row);
    });
  },

  read(form, definition) {
    const list = orderList(form);
    if (!list.hasAttribute("data-touched")) return null;
    const { items } = /** @type {OrderDefinition} */ (definition);
    const codes = items.map(({ code }) => code);
    const places = orderedCodes(list).map((code) => codes.indexOf(code) + 1);
    return { places, of: items.length, mark: itemsMark(items) };
  },

  fit(definition, answer) {
    return answeredOrder(definition, answer).length ? answer : null;
  },

  restore(form, definition, answer) {
    const list = orderList(form);
    const codes = answer ? answeredOrder(definition, answer) : [];
    list.toggleAttribute("data-touched", codes.length > 0);
    putInOrder(list, codes.length ? codes : (list.dataset["initial"] ?? "").split(" "));
    const live = one("[data-live]", form);
    if (live) live.textContent = "";
  },

  share(definition, question, answer) {
    const { items } = /** @type {OrderDefinition} */ (definition);
    return orderShare(answeredOrder(definition, answer), items.map(({ code }) => code), question.partial);
  },

  mark(form, definition, answer, reveal, judged) {
    const { items } = /** @type {OrderDefinition} */ (definition);
    answeredOrder(definition, answer).forEach((code, at) => {
      const place = items.findIndex((item) => item.code === code);
      const shown = reveal && place !== at ? words("place", { place: place + 1 }) : "";
      markRow(rowOf(form, code), judged ? place === at : null, shown, [items[place]?.feedback]);
    });
  },

  unmark: unmarkRows,

  solution: ({ items }, answer) => (answer ? "" : items.map((/** @type {ItemData} */ { text }) => text).join("; ")),

  lock() {},

  feedback() {
    return null;
  },

  report(definition, answer) {
    const { items } = /** @type {OrderDefinition} */ (definition);
    const given = answeredOrder(definition, answer).map((code) => items.findIndex((item) => item.code === code));
    return { type: "sequencing", items: items.map(({ text }) => text), given, right: items.map((_, at) => at) };
  },

  shuffle(form, definition, random) {
    const right = /** @type {OrderDefinition} */ (definition).items.map(({ code }) => code);
    const codes = shuffled(right, random);
    // Chance must not give the answer away.
    if (codes.join() === right.join()) codes.push(/** @type {string} */ (codes.shift()));
    orderList(form).dataset["initial"] = codes.join(" ");
  },
};
