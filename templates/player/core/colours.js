/** Light or dark by the reader's own choice, which this browser remembers where it can.
 * The file `scheme.js` takes it up when the next page opens. */

function offerColours() {
  const select = one("#colours");
  if (!(select instanceof HTMLSelectElement)) return;
  const { dataset } = document.documentElement;
  select.value = dataset["scheme"] || "";
  select.addEventListener("change", () => {
    if (select.value) dataset["scheme"] = select.value;
    else delete dataset["scheme"];
    guarded(() => localStorage.setItem("coursepack:colours", select.value));
  });
  if (select.parentElement) select.parentElement.hidden = false;
}
