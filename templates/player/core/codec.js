/**
 * A learner's state as text: `cp2.<checksum>.<count of keys>.<hash of their ids>.<bits>`, and back.
 *
 * Records are kept by key, the serial number that an item never loses, so that a package whose items were moved,
 * retitled, added or taken away still finds its learner's progress. The count and hash over the ids of the first keys
 * prove that the text belongs to this line of packages. Any other text is refused, never misread: decoding gives null. `cp1`, the first format, is read for ever: it had no marks of choices.
 */

const STATE_TAG = "cp2";

/** What may be left out where a text must be short, in this order: typed answers, all answers, pages seen. */
const STATE_LEVELS = 4;

/** Bits of the mark of a chosen choice's text: one wrong guess in 4096, and a thousand answers still fit. */
const STATE_MARK = 12;

/** Longest typed answer that is kept, in characters. */
const STATE_ANSWER = 255;

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
    return readState(new BitReader(bits), count, tag !== "cp1");
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
  const pages = level > 2 ? [] : Array.from(state.pages).sort((a, b) => a - b);
  bits.count(pages.length);
  pages.forEach((key, at) => bits.count(key - (pages[at - 1] ?? -1) - 1));
  writeRecords(bits, state.quizzes, (quiz) => writeQuiz(bits, quiz));
  writeRecords(bits, state.questions, (question) => writeQuestion(bits, question, level));
  return bits.finish();
}

/** @param {BitReader} bits @param {number} count keys that the text may speak of @param {boolean} marked the format has marks */
function readState(bits, count, marked) {
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
  readRecords(bits, count, (at) => state.quizzes.set(at, readQuiz(bits)));
  readRecords(bits, count, (at) => state.questions.set(at, readQuestion(bits, marked)));
  return state;
}

/**
 * @template Record
 * @param {BitWriter} bits @param {Map<number, Record>} records @param {(record: Record) => void} write
 */
function writeRecords(bits, records, write) {
  const sorted = Array.from(records).sort(([a], [b]) => a - b);
  bits.count(sorted.length);
  let last = -1;
  for (const [key, record] of sorted) {
    bits.count(key - last - 1);
    write(record);
    last = key;
  }
}

/** @param {BitReader} bits @param {number} count @param {(key: number) => void} read */
function readRecords(bits, count, read) {
  let key = -1;
  for (let left = bits.count(); left > 0; left--) {
    key = checkedKey(key + 1 + bits.count(), count);
    read(key);
  }
}

/** @param {number} key @param {number} count */
function checkedKey(key, count) {
  if (key >= count) throw new RangeError("no such key");
  return key;
}

/** @param {BitWriter} bits @param {QuizState} quiz */
function writeQuiz(bits, quiz) {
  bits.count(quiz.done);
  if (quiz.done > 0) writeShare(bits, quiz.last);
  if (quiz.done > 1) writeShare(bits, quiz.first);
  if (quiz.done > 1) writeShare(bits, quiz.best);
  bits.flag(quiz.closed);
  bits.flag(quiz.seed > 0);
  if (quiz.seed > 0) bits.put(quiz.seed, 16);
}

/** @param {BitReader} bits @returns {QuizState} */
function readQuiz(bits) {
  const done = bits.count();
  const last = done > 0 ? readShare(bits) : 0;
  const first = done > 1 ? readShare(bits) : last;
  const best = done > 1 ? readShare(bits) : last;
  return { done, first, last, best, closed: bits.flag(), seed: bits.flag() ? bits.take(16) : 0 };
}

/** @param {BitWriter} bits @param {QuestionState} question @param {number} level */
function writeQuestion(bits, question, level) {
  bits.count(question.tries);
  if (question.tries) writeShare(bits, question.share);
  bits.flag(question.rows !== question.tries);
  if (question.rows !== question.tries) bits.count(question.rows);
  const { answer } = question;
  if (!answer || level > 1 || (level > 0 && "text" in answer)) {
    bits.put(0, 2);
  } else if ("text" in answer) {
    writeTyped(bits, answer.text);
  } else {
    writeChosen(bits, answer);
  }
}

/** @param {BitReader} bits @param {boolean} marked @returns {QuestionState} */
function readQuestion(bits, marked) {
  const tries = bits.count();
  const share = tries ? readShare(bits) : 0;
  const rows = bits.flag() ? bits.count() : tries;
  const kind = bits.take(2);
  const readChoice = marked ? readMarked : readChosen;
  return { tries, share, rows, answer: kind === 0 ? null : kind === 3 ? readTyped(bits) : readChoice(bits, kind) };
}

/**
 * Kind 1: one choice, as its place; kind 2: any number, as a mask up to the last one; both with the marks of the
 * chosen. An empty mask stands before an answer of the first format, which has the number of choices and no marks.
 * @param {BitWriter} bits @param {ChosenAnswer} answer
 */
function writeChosen(bits, answer) {
  const { chosen, marks = [] } = answer;
  const marked = chosen.length > 0 && marks.length === chosen.length;
  const single = marked && chosen.length === 1;
  bits.put(single ? 1 : 2, 2);
  if (!marked) bits.count(0);
  const width = marked ? Math.max(...chosen) + 1 : answer.of ?? 0;
  if (single) bits.count(width - 1);
  else {
    bits.count(width);
    for (let at = 0; at < width; at++) bits.flag(chosen.includes(at));
  }
  if (marked) for (const mark of marks) bits.put(mark, STATE_MARK);
}

/** @param {BitReader} bits @param {number} kind @returns {ChosenAnswer} */
function readMarked(bits, kind) {
  const width = kind === 1 ? 1 : bits.count();
  if (!width) return readChosen(bits, 2);
  const chosen = [];
  if (kind === 1) chosen.push(bits.count());
  else for (let at = 0; at < width; at++) if (bits.flag()) chosen.push(at);
  return { chosen, marks: chosen.map(() => bits.take(STATE_MARK)) };
}

/** As the first format has it. @param {BitReader} bits @param {number} kind @returns {ChosenAnswer} */
function readChosen(bits, kind) {
  const of = bits.count();
  const chosen = [];
  if (kind === 1) chosen.push(bits.count());
  else for (let at = 0; at < of; at++) if (bits.flag()) chosen.push(at);
  return { chosen, of };
}

/** @param {BitWriter} bits @param {string} text */
function writeTyped(bits, text) {
  const bytes = new TextEncoder().encode(Array.from(text).slice(0, STATE_ANSWER).join(""));
  bits.put(3, 2);
  bits.count(bytes.length);
  bytes.forEach((byte) => bits.put(byte, 8));
}

/** @param {BitReader} bits @returns {TypedAnswer} */
function readTyped(bits) {
  const bytes = new Uint8Array(Math.min(bits.count(), 4 * STATE_ANSWER));
  for (let at = 0; at < bytes.length; at++) bytes[at] = bits.take(8);
  return { text: new TextDecoder().decode(bytes) };
}

/**
 * A share from 0 to 1, exactly: most are fractions of small numbers; the rest keep all 64 bits, so that nothing is
 * rounded across a pass mark by leaving and coming back.
 * @param {BitWriter} bits @param {number} share
 */
function writeShare(bits, share) {
  if (share === 0 || share === 1) return bits.put(share, 2);
  for (let below = 2; below <= 256; below++) {
    const above = Math.round(share * below);
    if (above / below === share) {
      bits.put(2, 2);
      bits.count(below - 2);
      return bits.count(above);
    }
  }
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, share);
  bits.put(3, 2);
  for (let at = 0; at < 8; at++) bits.put(bytes.getUint8(at), 8);
}

/** @param {BitReader} bits */
function readShare(bits) {
  const kind = bits.take(2);
  if (kind < 2) return kind;
  if (kind === 2) {
    const below = bits.count() + 2;
    return checkedShare(bits.count() / below);
  }
  const bytes = new DataView(new ArrayBuffer(8));
  for (let at = 0; at < 8; at++) bytes.setUint8(at, bits.take(8));
  return checkedShare(bytes.getFloat64(0));
}

/** @param {number} share */
function checkedShare(share) {
  if (!(share >= 0 && share <= 1)) throw new RangeError("no share");
  return share;
}
