/** Light or dark by the reader's own choice, which this browser remembers where it can; without one, as on the device. */

const COLOURS_KEY = "coursepack:colours";

function offerColours() {
  const select = one("#colours");
  if (!(select instanceof HTMLSelectElement)) return;
  try {
    select.value = localStorage.getItem(COLOURS_KEY) || "";
  } catch {
    // No storage in this frame: the choice holds for this page.
  }
  const use = () => {
    if (select.value) document.documentElement.dataset["scheme"] = select.value;
    else delete document.documentElement.dataset["scheme"];
  };
  use();
  select.addEventListener("change", () => {
    use();
    guarded(() => localStorage.setItem(COLOURS_KEY, select.value));
  });
  if (select.parentElement) select.parentElement.hidden = false;
}
