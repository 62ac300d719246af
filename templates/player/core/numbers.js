/** Numbers, durations and times as learning systems read them: no locale, no exponent, never negative. */

/**
 * A plain decimal: leading digit, at most `places` decimals, no exponent; what is not a number is 0 (R13).
 * @param {number} value @param {number} [places]
 */
function decimal(value, places = 7) {
  if (!Number.isFinite(value)) return "0";
  const fixed = Math.max(-1e15, Math.min(1e15, value)).toFixed(places);
  const text = places ? fixed.replace(/\.?0+$/, "") : fixed;
  return text === "-0" ? "0" : text;
}

/** Milliseconds as HHHH:MM:SS.SS, 2 to 4 hour digits, cut to hundredths, at most 9999:59:59.99 (R12, R20). @param {number} milliseconds */
function timespan(milliseconds) {
  const longest = 3599999999;
  const hundredths = Math.min(longest, Math.floor(Math.max(0, Number.isFinite(milliseconds) ? milliseconds : 0) / 10));
  const seconds = Math.floor(hundredths / 100);
  const hours = String(Math.floor(seconds / 3600)).padStart(2, "0");
  return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
}

/** The time of day as HH:MM:SS. @param {Date} now */
function timeOfDay(now) {
  return `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
}

/** @param {number} value */
function two(value) {
  return String(value).padStart(2, "0");
}

/** Milliseconds on a clock that nobody sets back (R12). */
function ticks() {
  return performance.now();
}

/** FNV-1a over UTF-16 units, 32 bits, in base 36: tells damaged and foreign text, and is no secret. @param {string} text */
function hash(text) {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    value = Math.imul(value ^ (unit & 255), 0x01000193);
    value = Math.imul(value ^ (unit >> 8), 0x01000193);
  }
  return (value >>> 0).toString(36);
}

/** A small generator of numbers in [0, 1) that always gives the same row for a seed. @param {number} seed */
function randomFrom(seed) {
  let value = seed >>> 0;
  return () => {
    value = (value + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296;
  };
}

/**
 * The items in another order; those that `fixed` names keep their place.
 * @template Item
 * @param {Item[]} items @param {() => number} random @param {(item: Item) => boolean} [fixed]
 */
function shuffled(items, random, fixed = () => false) {
  const moving = items.filter((item) => !fixed(item));
  for (let last = moving.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [moving[last], moving[other]] = /** @type {[Item, Item]} */ ([moving[other], moving[last]]);
  }
  return items.map((item) => (fixed(item) ? item : /** @type {Item} */ (moving.shift())));
}
