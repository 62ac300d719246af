/**
 * Runs the player's parts without a page: each line of input is JSON {"name": function, "arguments": […]}, each line of
 * output {"value": …} or {"error": "…"}. Sets and maps travel as {"$set": […]} and {"$map": [[key, value] …]}.
 */
"use strict";

const fs = require("fs");
const readline = require("readline");
const vm = require("vm");

const context = vm.createContext({ console, performance, TextEncoder, TextDecoder, Intl, atob, URL });
const helpers = `
  function roundTrip(state, keys, limit) { return decodeState(encodeState(state, keys, limit), keys); }
  function shareBits(share) {
    let count = 0;
    const bits = { put: (value, width) => void (count += width), count: (value) => void (count += 2 * (32 - Math.clz32(value + 1)) - 1) };
    writeShare(bits, share);
    return count;
  }
  function choicesAfter(answer, texts) {
    const choices = texts.map((text) => ({ text }));
    return { ...answer, marks: undefined, chosen: chosenPlaces({ choices }, answer) };
  }
  function scorm12Report(type, definition, answer) { return scorm12Answer(INTERACTIONS[type].report(definition, answer)); }
  function setErrors(sets, judge = scorm12SetError) {
    const counts = new Map(), values = new Map();
    const known = { count: (array) => counts.get(array) || 0, value: (element) => values.get(element) || "" };
    return sets.map(([element, value, count]) => {
      if (count) counts.set(element, count);
      else { const code = judge(element, value, known); if (!code) values.set(element, value); return code; }
    });
  }
  function getErrors(elements) {
    return elements.map((element) => scorm12GetError(element, { count: () => 1, value: () => "" }));
  }
  function apiBelow(levels, closed) {
    const api = { Call() {} };
    let place = { LMS: api };
    place.parent = place;
    for (let level = 1; level <= levels; level++) {
      const above = place;
      place = { get LMS() { if (closed.includes(level)) throw new Error("SecurityError"); }, parent: above };
    }
    return findApi(place, "LMS", ["Call"]) === api;
  }
  function apiOf(shape) {
    const api = { Call() {} }, lms = { LMS: api }, alone = (more) => { const place = { ...more }; place.parent = place; return place; };
    const portal = alone({}), elsewhere = { get opener() { throw new Error("SecurityError"); }, get parent() { throw new Error("SecurityError"); } };
    lms.parent = lms;
    const shapes = {
      own: alone({ LMS: api }),
      opener: alone({ opener: lms }),
      "opener's parent": alone({ opener: { parent: { parent: lms } } }),
      "opener of the top": { parent: portal, top: { opener: lms } },
      "behind one that lacks the calls": { LMS: {}, parent: { LMS: { Other() {} }, parent: lms } },
      nowhere: alone({ OTHER: api, opener: elsewhere, top: elsewhere }),
    };
    return findApi(shapes[shape], "LMS", ["Call"]) === api;
  }
  function callsMade(steps, value) {
    const names = { initialize: "Initialize", finish: "Finish", get: "Get", set: "Set", commit: "Commit", error: "Error" };
    const made = [], api = {};
    for (const name of Object.values(names)) api[name] = () => { made.push(name); return name === "Get" ? value : "true"; };
    const calls = new LmsCalls(api, names);
    return { found: steps.map((step) => calls[step]("element", "value", true)), made };
  }
  function setErrors2004(sets) { return setErrors(sets, scorm2004SetError); }
  function getErrors2004(elements) {
    return elements.map((element) => scorm2004GetError(element, { count: () => 1, value: () => "" }));
  }
  function progress(data, quizzes, seen, answered, mastery) {
    const blank = { done: 0, first: 0, last: 0, best: 0 };
    return progressOf(data, (id) => quizzes[id] || blank, (id) => seen.includes(id), (id) => answered.includes(id), mastery);
  }
  function randomStates(number, seed) {
    const random = randomFrom(seed), below = (limit) => Math.floor(random() * limit);
    const keys = Array.from({ length: 400 }, (_, key) => "id_" + key);
    const share = () => [0, 1, below(7) / 7, random(), below(300) / 299][below(5)];
    const texts = ["", "Paris", "Ångström ≤ 5", "😀".repeat(300), "\\u0000\\ud800"];
    let failures = [];
    for (let round = 0; round < number; round++) {
      const state = freshState();
      const used = new Set(Array.from({ length: below(120) }, () => below(400)));
      state.completed = random() < 0.5; state.passed = random() < 0.5;
      state.score = below(10002) - 1; state.location = below(401) - 1;
      for (const key of used) {
        const kind = below(3);
        if (kind === 0) state.pages.add(key);
        if (kind === 1) {
          const done = below(4), last = done ? share() : 0;
          const first = done > 1 ? share() : last, best = done > 1 ? share() : last;
          const left = below(2) * below(4000) - 1;
          const extended = left >= 0 && random() < 0.5;
          state.quizzes.set(key, { done, first, last, best, closed: random() < 0.5, seed: below(2) * below(65536), left, extended });
        }
        if (kind === 2) {
          const of = 1 + below(40), tries = below(30);
          const mask = Array.from({ length: of }, (_, at) => at).filter(() => random() < 0.5);
          const one = below(of), marks = mask.map(() => below(4096));
          const places = Array.from({ length: below(12) }, () => below(of + 1));
          const simple = () => [null, { chosen: [one], of }, { chosen: [one], marks: [below(4096)] }, { chosen: mask, of },
            mask.length ? { chosen: mask, marks } : null, { text: texts[below(3)] }][below(6)];
          const parts = Array.from({ length: below(6) }, simple);
          const answer = [simple(), simple(), { places, of, mark: below(4096) }, { parts }][below(4)];
          state.questions.set(key, { tries, share: tries ? share() : 0, rows: below(25), answer });
        }
      }
      const back = roundTrip(state, keys, 1e6);
      const flat = (one) => one && JSON.stringify(pack({ ...one, pages: new Set([...one.pages].sort((a, b) => a - b)),
        quizzes: new Map([...one.quizzes].sort(([a], [b]) => a - b)),
        questions: new Map([...one.questions].sort(([a], [b]) => a - b)) }));
      if (flat(back) !== flat(state)) failures.push([flat(state), flat(back)]);
    }
    return failures;
  }
`;
context.pack = pack;
vm.runInContext(process.argv.slice(2).map((name) => fs.readFileSync(name, "utf-8")).join("\n") + helpers, context);

/** @param {any} value */
function pack(value) {
  if (value && typeof value.has === "function") {
    return typeof value.get === "function"
      ? { $map: [...value].map(([key, inner]) => [key, pack(inner)]) }
      : { $set: [...value] };
  }
  if (typeof value === "bigint") return String(value);
  if (value && value.test && value.exec) return String(value);
  if (Array.isArray(value)) return value.map(pack);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, pack(inner)]));
  }
  return value === undefined ? null : value;
}

/** @param {any} value */
function unpack(value) {
  if (Array.isArray(value)) return value.map(unpack);
  if (value && typeof value === "object") {
    if (value.$set) return new Set(value.$set);
    if (value.$map) return new Map(value.$map.map((/** @type {any} */ [key, inner]) => [key, unpack(inner)]));
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, unpack(inner)]));
  }
  return value;
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const { name, arguments: given } = JSON.parse(line);
  let answer;
  try {
    context.given = given.map(unpack);
    answer = { value: pack(vm.runInContext(`${name}(...given)`, context)) };
  } catch (problem) {
    answer = { error: String(problem) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
