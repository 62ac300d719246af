/** The panel "About this course": what it says of the learner's own progress. */

/** @param {Store} store */
function tellStanding(store) {
  const place = one("[data-standing]");
  if (!place) return;
  const fill = () => place.replaceChildren(...store.standing().map((line) => make("li", {}, line)));
  fill();
  store.listeners.add(fill);
  if (place.parentElement) place.parentElement.hidden = false;
}

STARTERS.push(tellStanding);
