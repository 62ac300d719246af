/** The panel "About this course": what it says of the learner's own progress. */

/** @param {Store} store */
function tellStanding(store) {
  const place = one("[data-standing]");
  if (!place) return;
  const fill = () => place.replaceChildren(...store.standing().map((line) => make("li", {}, line)));
  fill();
  // By script and not by an attribute: in a sandboxed frame Chromium logs an error for each "autofocus".
  const panel = document.getElementById("about");
  panel?.addEventListener("toggle", () => panel.matches(":popover-open") && focusOn(one("h2", panel)));
  store.listeners.add(fill);
  if (place.parentElement) place.parentElement.hidden = false;
}

STARTERS.push(tellStanding);
