/** Finds the LMS's API (SCORM 1.2 Run-Time Environment, 3.3.6) however deep, and survives every frame on the way. */

/** @typedef {Record<string, (...args: string[]) => unknown>} LmsApi */

/** How far up parents are searched: some portals nest deeply, none endlessly. */
const API_TRIES = 500;

/**
 * The API object called `name` that has all of `calls`: in this window, its parents, its opener, the opener's parents.
 *
 * Cabinets such as SABA and Kallidus offer 1.2 and 2004 side by side, and a portal may put the other one nearer: only
 * the name of this package's own standard counts, and an object of that name that lacks the calls is passed over.
 * @param {Window} start @param {string} name @param {string[]} calls
 * @returns {LmsApi | null}
 */
function findApi(start, name, calls) {
  return apiAbove(start, name, calls) || apiAbove(openerOf(start), name, calls) || apiOfTop(start, name, calls);
}

/** A package in a frame of a pop-up: the pop-up's opener holds the API. @param {Window} start @param {string} name @param {string[]} calls */
function apiOfTop(start, name, calls) {
  try {
    return start.top && start.top !== start ? apiAbove(openerOf(start.top), name, calls) : null;
  } catch {
    return null;
  }
}

/** @param {Window | null} start @param {string} name @param {string[]} calls @returns {LmsApi | null} */
function apiAbove(start, name, calls) {
  let place = start;
  for (let tries = 0; place && tries <= API_TRIES; tries++) {
    const api = apiIn(place, name, calls);
    if (api) return api;
    const above = parentOf(place);
    if (above === place) return null;
    place = above;
  }
  return null;
}

/**
 * A window of another origin throws a SecurityError on every look: that says "further up", not "stop".
 * @param {Window} place @param {string} name @param {string[]} calls @returns {LmsApi | null}
 */
function apiIn(place, name, calls) {
  try {
    const api = /** @type {Record<string, any>} */ (/** @type {unknown} */ (place))[name];
    return api && calls.every((call) => call in api) ? api : null;
  } catch {
    return null;
  }
}

/** @param {Window} place @returns {Window | null} */
function parentOf(place) {
  try {
    return place.parent;
  } catch {
    return null;
  }
}

/** @param {Window} place @returns {Window | null} */
function openerOf(place) {
  try {
    return place.opener;
  } catch {
    return null;
  }
}
