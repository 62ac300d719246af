/**
 * A learner's state as text: `cp2.<checksum>.<count of keys>.<hash of their ids>.<bits>`, and back.
 *
 * Records are kept by key, the serial number that an item never loses, so that a package whose items were moved,
 * retitled, added or taken away still finds its learner's progress. The count and hash over the ids of the first keys
 * prove that the text belongs to this line of packages. Any other text is refused, never misread: decoding gives null.
 * Texts of the first layout, cp1, are read for ever: it had no clocks, no marks of choices, and none of the answers
 * that consist of parts.
 */

const STATE_TAG = "cp2";

/**
 * What may be left out where a text must be short, in this order: the ends of long texts, typed answers, all answers,
 * pages seen.
 */
const STATE_LEVELS = 5;

/**
 * The part of the text behind the pages, which says what was answered. The part core/records.js, where a course has
 * questions, adds it; without it there are no records, and those of an earlier version of the course are not read.
 * @type {{write: (bits: BitWriter, state: LearnerState, level: number) => void, read: (bits: BitReader, state: LearnerState, count: number, version: number) => void}[]}
 */
const STATE_RECORDS = [];

/** @returns {LearnerState} */
function freshState() {
  return {
    location: -1,
    completed: false,
    passed: false,
    score: -1,
    pages: new Set(),
    quizzes: new Map(),
    questions: new Map(),
  };
}

/** @param {LearnerState} state @param {string[]} keys @param {number} limit characters @returns {string} "" where it cannot fit */
function encodeState(state, keys, limit) {
  for (let level = 0; level < STATE_LEVELS; level++) {
    const rest = `${keys.length.toString(36)}.${lineage(keys)}.${stateBits(state, level)}`;
    const text = `${STATE_TAG}.${checksum(STATE_TAG, rest)}.${rest}`;
    if (text.length <= limit) return text;
  }
  return "";
}

/** @param {unknown} text @param {string[]} keys @returns {LearnerState | null} */
function decodeState(text, keys) {
  const found = /^(cp[12])\.(\w+)\.((\w{1,6})\.(\w+)\.([\w-]*))$/.exec(String(text).slice(0, 70000).trim());
  if (!found) return null;
  const [, tag = "", sum, rest = "", length = "", ids, bits = ""] = found;
  const count = parseInt(length, 36);
  if (checksum(tag, rest) !== sum || !(count <= keys.length) || lineage(keys.slice(0, count)) !== ids) return null;
  try {
    return readState(new BitReader(bits), count, tag === "cp1" ? 1 : 2);
  } catch {
    return null;
  }
}

/** @param {string} tag @param {string} rest */
function checksum(tag, rest) {
  return hash(tag === "cp1" ? rest : `${tag}.${rest}`);
}

/** @param {string[]} keys */
function lineage(keys) {
  return hash(keys.join("\n"));
}

/** @param {LearnerState} state @param {number} level */
function stateBits(state, level) {
  const bits = new BitWriter();
  bits.flag(state.completed);
  bits.flag(state.passed);
  bits.count(state.score + 1);
  bits.count(state.location + 1);
  const pages = level > 3 ? [] : Array.from(state.pages).sort((a, b) => a - b);
  bits.count(pages.length);
  pages.forEach((key, at) => bits.count(key - (pages[at - 1] ?? -1) - 1));
  const [records] = STATE_RECORDS;
  if (records) records.write(bits, state, level);
  else bits.put(3, 2);
  return bits.finish();
}

/** @param {BitReader} bits @param {number} count keys that the text may speak of @param {number} version */
function readState(bits, count, version) {
  const state = freshState();
  state.completed = bits.flag();
  state.passed = bits.flag();
  state.score = Math.min(10000, bits.count() - 1);
  const location = bits.count() - 1;
  state.location = location < count ? location : -1;
  let key = -1;
  for (let left = bits.count(); left > 0; left--) {
    key = checkedKey(key + 1 + bits.count(), count);
    state.pages.add(key);
  }
  STATE_RECORDS[0]?.read(bits, state, count, version);
  return state;
}

/** @param {number} key @param {number} count */
function checkedKey(key, count) {
  if (key >= count) throw new RangeError("no such key");
  return key;
}
