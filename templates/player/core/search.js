/**
 * Searches the course where it is: by the index of a site, or in the pages of this document. Letters count as the same
 * with and without their accents, and words need no spaces between them.
 */

/** What is shown at most. */
const MOST_FOUND = 30;

/** Characters of the text around what was found. */
const AROUND = 70;

/** @typedef {{href: string, label: string, title: string, heading: string, text: string, folded: string[]}} Section */

/** @param {string} text */
function foldedText(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** @param {string[]} parts @returns {Section} */
function sectionOf([href = "", label = "", title = "", heading = "", text = ""]) {
  return { href, label, title, heading, text, folded: [`${label} ${title}`, heading, text].map(foldedText) };
}

/** The sections of the pages of this document, each as a row of a site's index has it. */
function sectionsHere() {
  /** @type {string[][]} */
  const rows = [];
  for (const page of all("section.page")) {
    const body = one(".body", page);
    const unit = page.dataset["unit"];
    if (!body || !unit) continue;
    const label = all(".kicker span", page).pop()?.textContent ?? "";
    let row = [`#${page.id}`, label, one("h1", page)?.textContent ?? "", "", ""];
    rows.push(row);
    for (const block of all(":scope > *", body)) {
      const words = block.textContent ?? "";
      if (/^H[2-6]$/.test(block.tagName) && block.id) {
        row = [`#${block.id}`, label, row[2] ?? "", words, ""];
        rows.push(row);
      } else if (!block.matches(".quiz, .objectives")) {
        row[4] += ` ${block.matches(".code") ? one("code", block)?.textContent : words}`;
      }
    }
  }
  return rows;
}

/**
 * The sections that hold every word, those first that have them in titles.
 * @param {Section[]} sections @param {string[]} terms
 */
function searched(sections, terms) {
  /** @type {[number, Section][]} */
  const found = [];
  for (const section of sections) {
    let rank = 0;
    const fits = terms.every((term) => {
      const at = section.folded.findIndex((part) => part.includes(term));
      rank += [9, 4, 1][at] ?? 0;
      return at >= 0;
    });
    // A title is told once, by the section that opens its page.
    if (fits && (!section.heading || terms.some((term) => !section.folded[0]?.includes(term)))) found.push([rank, section]);
  }
  return found.sort((a, b) => b[0] - a[0]).map(([, section]) => section);
}

/** The text around the first of `terms`, each of which is marked. @param {string} text @param {string[]} terms */
function excerpt(text, terms) {
  const start = Math.max(0, foldedText(text).search(new RegExp(terms.map(literal).join("|"))) - AROUND);
  const from = start && text.indexOf(" ", start) + 1;
  const isCut = text.length > from + 3 * AROUND;
  const shown = text.slice(from, from + 3 * AROUND).replace(isCut ? /\s\S{0,20}$/ : "", "");
  const line = make("p", {}, from ? "… " : "");
  let rest = "";
  for (let at = 0; at < shown.length; ) {
    const length = markedLength(shown, at, terms);
    if (!length) {
      rest += shown.charAt(at++);
      continue;
    }
    line.append(rest, make("mark", {}, shown.slice(at, at + length)));
    rest = "";
    at += length;
  }
  line.append(rest, isCut ? " …" : "");
  return line;
}

/** Characters at `at` that are one of `terms`; 0 where none is. @param {string} text @param {number} at @param {string[]} terms */
function markedLength(text, at, terms) {
  for (const term of terms) {
    for (let length = term.length; length <= term.length + 2; length++) {
      if (foldedText(text.slice(at, at + length)) === term) return length;
    }
  }
  return 0;
}

/** @param {string} text */
function literal(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function offerSearch() {
  const form = one("[data-search]");
  const field = form && /** @type {HTMLInputElement | null} */ (one("input", form));
  const list = one("[data-search-found]");
  if (!form || !field || !list) return;
  /** @type {Section[] | undefined} */
  let sections;
  let timer = 0;
  const show = () => {
    const terms = foldedText(field.value).split(/\s+/).filter(Boolean);
    sections = sections || (dataRows() || sectionsHere()).map(sectionOf);
    const found = terms.length ? searched(sections, terms) : [];
    say(one("[data-search-count]"), terms.length ? words(found.length ? "search-found" : "search-none", { count: found.length }) : " ");
    list.replaceChildren(...found.slice(0, MOST_FOUND).map((section) => foundItem(section, terms)));
  };
  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(show, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  if (dataRows()) focusOn(field);
  window.addEventListener("pageshow", () => field.value && show());
}

/** @param {Section} section @param {string[]} terms */
function foundItem({ href, label, title, heading, text }, terms) {
  const name = [label, title, heading].filter(Boolean).join(" · ");
  return make("li", {}, make("a", { href }, name), text.trim() ? excerpt(text.trim(), terms) : null);
}

/** The index of a site. @returns {string[][] | null} */
function dataRows() {
  return JSON.parse(document.getElementById("coursepack-search")?.textContent || "null");
}

STARTERS.push(offerSearch);
