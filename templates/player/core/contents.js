/** The table of contents and the bar: what was seen and passed, how far one is, and where to go on. */

/** What is also in sight as a word: the shape alone says the rest. */
const SHOWN_STATES = ["passed", "failed", "locked"];

class Contents {
  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.entries = all("a[data-unit]");
    /** Pages that were opened in this session. @type {Set<string>} */
    this.opened = new Set();
    this.refresh();
    store.listeners.add(() => this.refresh());
    // Where the contents lie over the page, whoever has chosen in them wants to see it, also the one that is shown.
    for (const entry of this.entries) entry.addEventListener("click", () => one(".contents")?.hidePopover?.());
  }

  refresh() {
    this.opened.add(this.store.keys[this.store.state.location] ?? "");
    for (const entry of this.entries) {
      const unit = entry.dataset["unit"] ?? "";
      const state = this.state(unit);
      const place = one("[data-state]", entry);
      if (!place || place.dataset["state"] === state) continue;
      place.dataset["state"] = state;
      const word = words(`state-${state}`);
      place.replaceChildren(make("span", { class: "visually-hidden" }, word));
      entry.toggleAttribute("data-word", SHOWN_STATES.includes(state));
      if (entry.hasAttribute("data-word")) entry.dataset["word"] = word;
    }
    const count = this.store.data.pages.length;
    const done = this.store.progress().seen;
    say(one("[data-progress]"), words("about-pages", { done, count }));
    say(one("[data-progress-short]"), words("progress", { done, count }));
    const bar = one("[data-bar]");
    if (bar instanceof HTMLProgressElement) bar.value = count ? done / count : 0;
    this.offerContinue();
  }

  /** @param {string} unit */
  state(unit) {
    return this.store.unitState(unit) || (this.opened.has(unit) ? "started" : "new");
  }

  /** Makes the cover's one button lead to where the learner was. */
  offerContinue() {
    const start = one("a[data-start]");
    const unit = this.store.keys[this.store.state.location];
    if (!start || !unit) return;
    const entry = this.entries.find((link) => link.dataset["unit"] === unit);
    const page = document.getElementById(`p-${unit}`);
    const address = page ? `#p-${unit}` : entry?.getAttribute("href") || this.keptAddress();
    if (!address) return;
    start.setAttribute("href", address);
    start.textContent = words("continue");
  }

  /** The address of the last page, where it is one of this site's. */
  keptAddress() {
    try {
      const address = new URL(this.store.start.address ?? "");
      return address.protocol === location.protocol && address.host === location.host ? address.href : "";
    } catch {
      return "";
    }
  }

  /** Marks the entry of the page that is shown, and opens the modules around it. @param {string} unit */
  mark(unit) {
    for (const entry of this.entries) {
      if (entry.dataset["unit"] !== unit) {
        entry.removeAttribute("aria-current");
        continue;
      }
      entry.setAttribute("aria-current", "page");
      openAround(entry);
    }
  }
}

/** @param {HTMLElement | null} element */
function openAround(element) {
  for (let around = element?.closest("details"); around; around = around.parentElement?.closest("details")) {
    around.open = true;
  }
}
