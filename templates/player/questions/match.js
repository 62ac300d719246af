/** Giving each source its target: pairs, groups, a matrix of radio buttons, items that have a place on an image. */

/** Source and target of each source that has an answer. @param {MatchDefinition} definition @param {Answer | null} answer @returns {[string, string][]} */
function matchedCodes({ sources, targets }, answer) {
  const places = answer && fitsPlaces(answer, sources.length, targets.length, [...sources, ...targets]) ? answer.places : [];
  return sources.flatMap(({ code }, at) => {
    const target = targets[(places[at] ?? 0) - 1];
    return target ? [/** @type {[string, string]} */ ([code, target.code])] : [];
  });
}

/** @param {ItemData[]} items @param {string} code */
function itemOf(items, code) {
  return items.find((item) => item.code === code);
}

/** The places of sources and their targets. @param {MatchDefinition} definition @param {[string, string][]} pairs */
function matchedPlaces({ sources, targets }, pairs) {
  return pairs.map(([from, to]) => {
    const source = sources.findIndex(({ code }) => code === from);
    return /** @type {[number, number]} */ ([source, targets.findIndex(({ code }) => code === to)]);
  });
}

INTERACTIONS["match"] = {
  waiting: "match-first",

  read(form, definition) {
    const { sources, targets } = /** @type {MatchDefinition} */ (definition);
    const codes = targets.map(({ code }) => code);
    const places = sources.map(({ code }) => codes.indexOf(rowValue(rowOf(form, code))) + 1);
    return places.some(Boolean) ? { places, of: targets.length, mark: itemsMark([...sources, ...targets]) } : null;
  },

  fit(definition, answer) {
    return matchedCodes(definition, answer).length ? answer : null;
  },

  restore(form, definition, answer) {
    const given = new Map(answer ? matchedCodes(definition, answer) : []);
    for (const { code } of /** @type {MatchDefinition} */ (definition).sources) {
      setRowValue(rowOf(form, code), given.get(code) ?? "");
    }
  },

  open(definition, answer) {
    return definition.sources.length - matchedCodes(definition, answer).length;
  },

  share(definition, question, answer) {
    return pairedShare(matchedCodes(definition, answer), definition.pairs, question.partial);
  },

  mark(form, definition, answer, reveal, judged) {
    const { sources, targets, pairs } = /** @type {MatchDefinition} */ (definition);
    const given = new Map(matchedCodes(definition, answer));
    for (const source of sources) {
      const target = given.get(source.code);
      const wanted = pairs.filter(([code]) => code === source.code).map(([, code]) => code);
      const right = wanted.length ? wanted.includes(target ?? "") : !target;
      const shown = reveal && !right ? wanted.map((code) => itemOf(targets, code)?.text ?? "").join(" / ") : "";
      const own = target ? [source.feedback, itemOf(targets, target)?.feedback] : [];
      // A source that belongs nowhere costs nothing, whatever was chosen.
      markRow(rowOf(form, source.code), judged && (wanted.length || target) ? right : null, shown, own);
    }
  },

  unmark: unmarkRows,

  lock: lockRows,

  feedback() {
    return null;
  },

  report(definition, answer) {
    const { sources, targets, pairs } = /** @type {MatchDefinition} */ (definition);
    return {
      type: "matching",
      items: sources.map(({ text }) => text),
      targets: targets.map(({ text }) => text),
      given: matchedPlaces(definition, matchedCodes(definition, answer)),
      right: matchedPlaces(definition, pairs),
    };
  },

  shuffle(form, definition, random) {
    const rows = all("ul.rows > .row", form);
    const list = rows[0]?.parentElement;
    const { sources } = /** @type {MatchDefinition} */ (definition);
    for (const { code } of shuffled(sources, random)) {
      const row = list && rows.find((one) => one.dataset["code"] === code);
      if (row) list.append(row);
    }
  },
};
