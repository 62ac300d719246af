/** The journal of interactions (R42): one row for each submitted try of a question. */

/** A learner who practises must not flood the LMS: later tries of a question are not reported. */
const JOURNAL_CAP = 20;

/** The id of a question's row: its own, then `_a2`, `_a3` … @param {string} id @param {number} number */
function rowId(id, number) {
  return number > 1 ? `${id}_a${number}` : id;
}

/** A text for a report: one line, at most 255 UTF-16 units, no half of a surrogate pair. @param {string} text */
function reportable(text) {
  const line = text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, " ").trim().slice(0, 255);
  return line.replace(/[\ud800-\udbff]$/, "");
}

/** What SCORM 1.2 takes as the sign of a choice, source or item: one character each, so 36 at most (R21). */
const CHOICE_CODES = "abcdefghijklmnopqrstuvwxyz0123456789";

/** The signs of what sources are matched with: `a.1,b.2`. */
const TARGET_CODES = "1234567890abcdefghijklmnopqrstuvwxyz";
