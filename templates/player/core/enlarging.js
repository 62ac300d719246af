/** Figures that open larger, in a dialog that Escape closes; the focus then is where it was. */

function offerEnlarging() {
  for (const image of all("figure > img")) {
    const button = make("button", { type: "button", class: "enlarge" });
    image.before(button);
    button.append(image, make("span", { class: "visually-hidden" }, words("enlarge")));
    button.addEventListener("click", () => enlarge(image));
  }
}

/** @param {HTMLElement} image */
function enlarge(image) {
  const name = image.getAttribute("alt") || words("enlarge");
  const caption = one("figcaption", image.closest("figure") || document)?.textContent ?? "";
  const close = make("button", { type: "button" }, words("close"));
  const dialog = make("dialog", { class: "enlarged", "aria-label": name }, image.cloneNode(), make("div", {}, make("p", {}, caption), close));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

STARTERS.push(offerEnlarging);
