/** The journal of interactions (R42): one row for each submitted try of a question. */

/** A learner who practises must not flood the LMS: later tries of a question are not reported. */
const JOURNAL_CAP = 20;

/** The id of a question's row: its own, then `_a2`, `_a3` … @param {string} id @param {number} number */
function rowId(id, number) {
  return number > 1 ? `${id}_a${number}` : id;
}
