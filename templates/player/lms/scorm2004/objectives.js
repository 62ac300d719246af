/** The learning objectives that questions name, as SCORM 2004 keeps them. */

/** Where the LMS keeps each objective, its own primary one included; null before it was asked. @type {Map<string, number> | null} */
let objectivePlaces = null;

/** Reads which objectives the LMS has, and what it says of them. @param {Scorm2004} session */
function findObjectives(session) {
  const places = new Map();
  const count = session.countOf("cmi.objectives");
  for (let at = 0; at < count; at++) {
    places.set(session.remembered(`cmi.objectives.${at}.id`), at);
    for (const part of ["success_status", "completion_status", "score.scaled"]) session.remembered(`cmi.objectives.${at}.${part}`);
  }
  session.counts.set("cmi.objectives", count);
  return places;
}

/**
 * An objective is measured once all its questions were answered. What was met stays so; "failed" is never said,
 * since questions may be tried again. The LMS's primary objective has another name and is left alone.
 * @param {Scorm2004} session @param {ObjectiveResult[]} results
 */
function writeObjectives(session, results) {
  for (const { id, share, done, passed } of results) {
    if (!done) continue;
    const places = objectivePlaces || findObjectives(session);
    objectivePlaces = places;
    const at = places.get(id) ?? session.counts.get("cmi.objectives") ?? 0;
    const place = `cmi.objectives.${at}`;
    const met = session.sent.get(`${place}.success_status`) === "passed";
    const best = met ? Number(session.sent.get(`${place}.score.scaled`) || 0) : -1;
    if (!session.write(`${place}.id`, id)) continue;
    places.set(id, at);
    if (done < 1 || share < best) continue;
    session.writeScoreOf(place, share * 100);
    session.write(`${place}.completion_status`, "completed");
    if (passed) session.write(`${place}.success_status`, "passed");
  }
}

OBJECTIVE_WRITERS.push(writeObjectives);
