/** What was answered, in the text of the state: a record of each quiz and each question (see core/codec.js). */

/** Bits of the mark of a chosen choice's text: one wrong guess in 4096, and a thousand answers still fit. */
const STATE_MARK = 12;

/** Longest typed answer that is kept, in characters: at first, and where the state must be short. */
const STATE_TEXT = 4000;
const STATE_ANSWER = 255;

/** The most parts that an answer may have: more is damage. */
const STATE_PARTS = 4096;

STATE_RECORDS.push({
  write(bits, state, level) {
    writeRecords(bits, state.quizzes, (quiz) => writeQuiz(bits, quiz));
    writeRecords(bits, state.questions, (question) => writeQuestion(bits, question, level));
  },

  read(bits, state, count, version) {
    readRecords(bits, count, (at) => state.quizzes.set(at, readQuiz(bits, version)));
    readRecords(bits, count, (at) => state.questions.set(at, readQuestion(bits, version)));
  },
});

/** A small number that tells this text from others. @param {string} text */
function choiceMark(text) {
  const value = parseInt(hash(text.replace(/\s+/g, " ").trim()), 36);
  return (value ^ (value >>> 12) ^ (value >>> 24)) & ((1 << STATE_MARK) - 1);
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

/** @param {BitWriter} bits @param {QuizState} quiz */
function writeQuiz(bits, quiz) {
  bits.count(quiz.done);
  if (quiz.done > 0) writeShare(bits, quiz.last);
  if (quiz.done > 1) writeShare(bits, quiz.first);
  if (quiz.done > 1) writeShare(bits, quiz.best);
  bits.flag(quiz.closed);
  bits.flag(quiz.seed > 0);
  if (quiz.seed > 0) bits.put(quiz.seed, 16);
  bits.flag(quiz.left >= 0);
  if (quiz.left < 0) return;
  bits.count(quiz.left);
  bits.flag(quiz.extended);
}

/** @param {BitReader} bits @param {number} version @returns {QuizState} */
function readQuiz(bits, version) {
  const done = bits.count();
  const last = done > 0 ? readShare(bits) : 0;
  const first = done > 1 ? readShare(bits) : last;
  const best = done > 1 ? readShare(bits) : last;
  const quiz = { done, first, last, best, closed: bits.flag(), seed: bits.flag() ? bits.take(16) : 0 };
  const timed = version > 1 && bits.flag();
  return { ...quiz, left: timed ? bits.count() : -1, extended: timed && bits.flag() };
}

/** @param {BitWriter} bits @param {QuestionState} question @param {number} level */
function writeQuestion(bits, question, level) {
  bits.count(question.tries);
  if (question.tries) writeShare(bits, question.share);
  bits.flag(question.rows !== question.tries);
  if (question.rows !== question.tries) bits.count(question.rows);
  writeAnswer(bits, question.answer, level);
}

/** @param {BitReader} bits @param {number} version @returns {QuestionState} */
function readQuestion(bits, version) {
  const tries = bits.count();
  const share = tries ? readShare(bits) : 0;
  const rows = bits.flag() ? bits.count() : tries;
  return { tries, share, rows, answer: readAnswer(bits, version) };
}

/** Whether something in an answer was typed. @param {Answer} answer @returns {boolean} */
function isTyped(answer) {
  return "text" in answer || ("parts" in answer && answer.parts.some((part) => part && isTyped(part)));
}

/**
 * Kind 0: none; 1: one choice, as its place; 2: any number, as a mask; 3: a second kind follows, 0: text, 1: places,
 * 2: parts.
 * @param {BitWriter} bits @param {Answer | null} answer @param {number} level
 */
function writeAnswer(bits, answer, level) {
  if (!answer || level > 2 || (level > 1 && isTyped(answer))) {
    bits.put(0, 2);
  } else if ("text" in answer) {
    bits.put(12, 4);
    writeTyped(bits, answer.text, level ? STATE_ANSWER : STATE_TEXT);
  } else if ("places" in answer) {
    bits.put(13, 4);
    writePlaces(bits, answer);
  } else if ("parts" in answer) {
    bits.put(14, 4);
    bits.count(answer.parts.length);
    for (const part of answer.parts) writeAnswer(bits, part, level);
  } else {
    writeChosen(bits, answer);
  }
}

/** @param {BitReader} bits @param {number} version @returns {Answer | null} */
function readAnswer(bits, version) {
  const kind = bits.take(2);
  if (kind === 0) return null;
  if (kind < 3) return version > 1 ? readMarked(bits, kind) : readChosen(bits, kind);
  const second = version > 1 ? bits.take(2) : 0;
  if (second === 0) return readTyped(bits);
  if (second === 1) return readPlaces(bits);
  /** @type {(ChosenAnswer | TypedAnswer | null)[]} */
  const parts = [];
  for (let left = partCount(bits); left > 0; left--) {
    const part = readAnswer(bits, version);
    if (part && ("parts" in part || "places" in part)) throw new RangeError("parts in parts");
    parts.push(part);
  }
  return { parts };
}

/** @param {BitReader} bits */
function partCount(bits) {
  const count = bits.count();
  if (count > STATE_PARTS) throw new RangeError("too many parts");
  return count;
}

/**
 * One choice as its place, any number as a mask up to the last one; both with the marks of the chosen. An empty mask
 * stands before an answer of the first layout, which has the number of choices and no marks.
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

/** As the first layout has it. @param {BitReader} bits @param {number} kind @returns {ChosenAnswer} */
function readChosen(bits, kind) {
  const of = bits.count();
  const chosen = [];
  if (kind === 1) chosen.push(bits.count());
  else for (let at = 0; at < of; at++) if (bits.flag()) chosen.push(at);
  return { chosen, of };
}

/** Each place takes as many bits as the number of places needs. @param {BitWriter} bits @param {PlacedAnswer} answer */
function writePlaces(bits, { places, of, mark }) {
  bits.put(mark, STATE_MARK);
  bits.count(places.length);
  bits.count(of);
  for (const place of places) bits.put(place, 32 - Math.clz32(of));
}

/** @param {BitReader} bits @returns {PlacedAnswer} */
function readPlaces(bits) {
  const mark = bits.take(STATE_MARK);
  const places = new Array(partCount(bits)).fill(0);
  const of = bits.count();
  return { places: places.map(() => Math.min(of, bits.take(32 - Math.clz32(of)))), of, mark };
}

/** @param {BitWriter} bits @param {string} text @param {number} longest */
function writeTyped(bits, text, longest) {
  const bytes = new TextEncoder().encode(Array.from(text).slice(0, longest).join(""));
  bits.count(bytes.length);
  bytes.forEach((byte) => bits.put(byte, 8));
}

/** @param {BitReader} bits @returns {TypedAnswer} */
function readTyped(bits) {
  const bytes = new Uint8Array(Math.min(bits.count(), 4 * STATE_TEXT));
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
