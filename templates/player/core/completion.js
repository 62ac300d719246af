/** The page that a learner prints once the course is completed. The name is typed there, and kept and sent nowhere. */

/** @param {Store} store */
function offerCompletion(store) {
  const panel = document.getElementById("completion");
  const button = one("[data-completion]");
  if (!panel || !button) return;
  const offer = () => {
    const status = store.status();
    button.hidden = status !== "completed" && status !== "passed";
  };
  // What it says is put in when it opens: writing a date is slow, and at the start of a page nobody sees it.
  const fill = () => {
    const status = store.status();
    const score = store.score(status);
    for (const place of all("[data-completed]", panel)) {
      const said = {
        status: words(`status-${status}`),
        score: score === null ? "" : formatted(Math.floor(score * 10 + 1e-6) / 1000, { style: "percent", maximumFractionDigits: 1 }),
        date: new Intl.DateTimeFormat(WORDS.language, { dateStyle: "long", numberingSystem: "latn" }).format(new Date()),
      }[place.dataset["completed"] ?? ""];
      place.textContent = said || "";
      if (place.parentElement) place.parentElement.hidden = !said;
    }
  };
  offer();
  store.listeners.add(offer);
  panel.addEventListener("beforetoggle", fill);
  panel.addEventListener("toggle", () => {
    if (panel.matches(":popover-open")) focusOn(one("h2", panel));
  });
  one("[data-print]", panel)?.addEventListener("click", () => window.print());
}

STARTERS.push(offerCompletion);
