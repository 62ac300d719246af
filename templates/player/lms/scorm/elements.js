/**
 * Tables of data model elements, and how the name of an element finds its row: what the validators of SCORM 1.2 and
 * SCORM 2004 have in common. Self-contained, so that the simulated LMS can use them, too.
 */

/**
 * What a validator must know of the session: how many rows an array has ("cmi.interactions"), and a value set before
 * ("" where there is none).
 * @typedef {{count: (array: string) => number, value: (element: string) => string}} ElementsKnown
 */

const ELEMENT_INDEX = /^(0|[1-9]\d{0,8})$/;

/**
 * Element → "mode:type": r read, w write, rw both, k keyword (`_children`, `_count`, `_version`). "n" is an index.
 * @param {Record<string, string>} groups
 */
function elementTable(groups) {
  const rows = Object.entries(groups).flatMap(([parent, list]) => list.split(" ").map((row) => `${parent}.${row}`));
  return new Map(rows.map((row) => /** @type {[string, string]} */ (row.split("="))));
}

/** The element with "n" for each index. An "n" that the caller wrote himself must not pass for one: then "". @param {string} element */
function elementName(element) {
  const parts = element.split(".");
  return parts.includes("n") ? "" : parts.map((part) => (ELEMENT_INDEX.test(part) ? "n" : part)).join(".");
}

/** Whether each index in an element's name is at most its array's count less `less`. @param {string} element @param {ElementsKnown} known @param {number} less */
function indexesFit(element, known, less) {
  const parts = element.split(".");
  return parts.every(
    (part, at) => !ELEMENT_INDEX.test(part) || Number(part) <= known.count(parts.slice(0, at).join(".")) - less,
  );
}

const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** @param {string} value @param {number} longest UTF-16 units */
function isPlainString(value, longest) {
  return value.length <= longest && !CONTROL_CHARACTERS.test(value);
}
