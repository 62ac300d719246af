/** What may be read in SCORM 2004: for the simulated LMS, which alone asks; no package carries it. */

const SCORM2004_GET_FAILURE = 301;
const SCORM2004_WRITE_ONLY = 405;

/**
 * The error code that a strict LMS sets for GetValue(element); 0 where it answers. Whether a value was ever set (403) the
 * LMS itself knows.
 * @param {string} element @param {ElementsKnown} known
 */
function scorm2004GetError(element, known) {
  const row = scorm2004Row(element);
  if (!row) return scorm2004Missing(element);
  if (!indexesFit(element, known, 1)) return SCORM2004_GET_FAILURE;
  return row.startsWith("w:") ? SCORM2004_WRITE_ONLY : SCORM2004_NO_ERROR;
}

/** Why there is no such element: 301 tells a keyword that was asked of an element that has none. @param {string} element */
function scorm2004Missing(element) {
  const [, parent = ""] = /^(.*)\._(?:children|count|version)$/.exec(element) || [];
  const name = elementName(parent);
  const known = name && Array.from(SCORM2004_ELEMENTS.keys()).some((other) => other === name || other.startsWith(`${name}.`));
  return known ? SCORM2004_GET_FAILURE : SCORM2004_UNDEFINED;
}
