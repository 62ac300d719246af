/**
 * Moves between the pages. In one document each page is a section with an address after "#", so back, forward and
 * deep links work by themselves; in a site each page is a document, and only what was seen is noted here.
 */

class PageRouter {
  /** @param {Store | null} store @param {Contents | null} contents */
  constructor(store, contents) {
    this.store = store;
    this.contents = contents;
    this.pages = all("section.page");
    this.shown = this.pages.find((page) => !page.hidden) || this.pages[0] || null;
    this.title = document.title;
    this.watch = watchEnds((end) => this.sawEnd(end));
    for (const page of this.pages) {
      page.addEventListener("click", (event) => {
        const link = event.target instanceof Element ? event.target.closest("a[rel~='next']") : null;
        if (link) this.store?.see(page.dataset["unit"] ?? "");
      });
    }
  }

  start() {
    if (this.pages.length > 1) {
      window.addEventListener("hashchange", () => this.route(true));
      if (!this.route(false) && !this.resume()) this.settle();
    } else {
      this.settle();
    }
  }

  /** Shows what the address names; false where it names nothing here. @param {boolean} moved by the learner, so the focus follows */
  route(moved) {
    const id = decoded(location.hash.slice(1));
    const target = id ? document.getElementById(id) : moved ? this.pages[0] : null;
    const page = target?.closest("section.page");
    if (!target || !(page instanceof HTMLElement)) return false;
    this.show(page);
    openAround(target);
    if (target !== page) target.scrollIntoView();
    else window.scrollTo(0, 0);
    if (moved) focusOn(target === page ? one("[data-search] input", page) || one("h1, h2", page) || page : target);
    return true;
  }

  /** Goes to where the learner was last time, and says so in one line. */
  resume() {
    const unit = this.store?.keys[this.store.state.location];
    const page = unit ? document.getElementById(`p-${unit}`) : null;
    if (!page || page === this.shown) return false;
    // The place replaces the address that was opened: "back" leaves the course as it would have.
    history.replaceState(null, "", `#${page.id}`);
    this.show(page);
    page.prepend(make("p", { class: "resume-note", role: "status" }, words("resumed")));
    window.scrollTo(0, 0);
    return true;
  }

  /** @param {HTMLElement} page */
  show(page) {
    if (page !== this.shown) one(".resume-note")?.remove();
    for (const other of this.pages) other.hidden = other !== page;
    this.shown = page;
    this.settle();
  }

  /** Notes that the shown page is the learner's place. */
  settle() {
    const page = this.shown;
    if (!page) return;
    const unit = page.dataset["unit"] ?? "";
    if (this.pages.length > 1) {
      const heading = one("h1, h2", page)?.textContent?.trim();
      document.title = heading && unit ? `${heading} – ${this.title}` : this.title;
      this.contents?.mark(unit);
    }
    this.store?.moveTo(unit);
    this.watch(one(".page-end", page));
  }

  /** @param {Element} end */
  sawEnd(end) {
    const page = end.closest("section.page");
    if (page instanceof HTMLElement && page === this.shown) this.store?.see(page.dataset["unit"] ?? "");
  }
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Watches one page's end at a time, by the browser's observer or, where there is none, on scrolling.
 * @param {(end: Element) => void} seen @returns {(end: Element | null) => void}
 */
function watchEnds(seen) {
  if (typeof IntersectionObserver === "function") {
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) seen(entry.target);
    });
    return (end) => {
      observer.disconnect();
      if (end) observer.observe(end);
    };
  }
  /** @type {Element | null} */
  let watched = null;
  const look = () => {
    const place = watched?.getBoundingClientRect();
    if (watched && place && place.top <= window.innerHeight && place.bottom >= 0) seen(watched);
  };
  window.addEventListener("scroll", look, { passive: true });
  window.addEventListener("resize", look);
  return (end) => {
    watched = end;
    window.setTimeout(look, 100);
  };
}
