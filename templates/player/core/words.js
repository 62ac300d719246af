/** The words that the player itself puts before learners, in the course's language. */

/** @type {{language: string, texts: Record<string, string | Record<string, string>>}} */
const WORDS = { language: "en", texts: {} };

/**
 * The words for `key` with its {placeholders} filled; where they have plural forms, `count` chooses.
 * @param {string} key @param {Record<string, string | number>} [values]
 */
function words(key, values = {}) {
  const found = Object.prototype.hasOwnProperty.call(WORDS.texts, key) ? WORDS.texts[key] : undefined;
  const text = typeof found === "object" ? plural(found, Number(values["count"])) : found;
  return String(text === undefined ? key : text).replace(/\{(\w+)\}/g, (whole, name) =>
    Object.prototype.hasOwnProperty.call(values, name) ? shown(/** @type {string | number} */ (values[name])) : whole,
  );
}

/** @param {Record<string, string>} forms @param {number} count */
function plural(forms, count) {
  let category = "other";
  try {
    category = new Intl.PluralRules(WORDS.language).select(count);
  } catch {
    // An unknown language tag: the general form will do.
  }
  return forms[category] ?? forms["other"] ?? Object.values(forms)[0];
}

/** Small counts are written alike everywhere, and the first use of `Intl` costs as much as all else at a page's start. @param {string | number} value */
function shown(value) {
  return typeof value !== "number" || /^\d{1,3}$/.test(String(value)) ? String(value) : formatted(value, {});
}

/**
 * A number as the course's language writes it, in the digits that its lessons are numbered with.
 * @param {number} value @param {Intl.NumberFormatOptions} options
 */
function formatted(value, options) {
  try {
    return new Intl.NumberFormat(WORDS.language, { numberingSystem: "latn", maximumFractionDigits: 2, ...options }).format(value);
  } catch {
    return options.style === "percent" ? `${Math.floor(value * 1000 + 1e-6) / 10} %` : String(value);
  }
}
