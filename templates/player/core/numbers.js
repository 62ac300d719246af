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

/** Marks are compared unrounded; this much is the error of adding binary fractions, never a point. */
const SCORE_NOISE = 1e-9;

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
