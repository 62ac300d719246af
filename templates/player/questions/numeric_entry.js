/** Typing a number, with its unit where one is asked for. */

/** A decimal number without rounding: `digits` × 10^`power`. @typedef {{digits: bigint, power: number}} ExactNumber */

/** Powers of ten beyond this are refused: nobody means them, and exact arithmetic on them would take for ever. */
const NUMBER_POWER = 400;

/**
 * The number that a person wrote, or null; the same rules as `coursepack.model.scoring.parse_number`: a decimal point
 * or comma, a Unicode minus, spaces or apostrophes between groups of digits, an exponent.
 * @param {string} text @returns {ExactNumber | null}
 */
function parseNumber(text) {
  let compact = text.trim().replace(/\u2212/g, "-").replace(/[\u00a0\u202f '\u2019]/g, "");
  if (compact.includes(",") && compact.includes(".")) {
    const thousands = compact.lastIndexOf(",") < compact.lastIndexOf(".") ? "," : ".";
    compact = compact.split(thousands).join("");
  } else if (/^[+-]?\d{1,3}((,\d{3}){2,}|(\.\d{3}){2,})$/.test(compact)) {
    compact = compact.replace(/[.,]/g, "");
  }
  const found = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,6}))?$/.exec(compact.replace(/,/g, "."));
  if (!found) return null;
  const [, sign, whole = "", part = "", exponent = "0"] = found;
  const power = Number(exponent) - part.length;
  if (!(whole + part) || Math.abs(power) > NUMBER_POWER || compact.length > NUMBER_POWER) return null;
  const digits = BigInt(whole + part);
  return { digits: sign === "-" ? -digits : digits, power };
}

/** Groups of three digits behind one kind of separator: `3,000` and `1.000.000`, not `0,500`. */
const NUMBER_GROUPS = /^[-+\u2212]?[1-9]\d{0,2}(?:(?:,\d{3})+|(?:\.\d{3})+)$/;

/**
 * What a written number may mean: as `parseNumber` has it, and without its separators where those may be between
 * groups. A lone separator before exactly three digits can be either, and nobody can tell which the learner meant.
 * @param {string} text @returns {ExactNumber[]}
 */
function numberReadings(text) {
  const grouped = NUMBER_GROUPS.test(text.trim()) ? parseNumber(text.replace(/[.,]/g, "")) : null;
  return [parseNumber(text), grouped].filter((reading) => reading !== null);
}

/** Below 0, 0 or above 0 as `a` is less than, equal to or more than `b`. @param {ExactNumber} a @param {ExactNumber} b */
function compareNumbers(a, b) {
  const power = Math.min(a.power, b.power);
  const left = a.digits * BigInt(10) ** BigInt(a.power - power);
  const right = b.digits * BigInt(10) ** BigInt(b.power - power);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A number as an LMS reads it: no exponent, at most seven decimals (R13). @param {string | ExactNumber} value */
function plainNumber(value) {
  const number = typeof value === "string" ? parseNumber(value) : value;
  return number ? decimal(Number(`${number.digits}e${number.power}`)) : "0";
}

/** The number and the unit of what was typed. @param {string} text @returns {[string, string]} */
function splitUnit(text) {
  const found = /^([-+\u2212]?[\d.,'\u2019\u00a0\u202f ]*(?:[eE][-+\u2212]?\d+)?)(.*)$/.exec(text.trim());
  return found ? [(found[1] ?? "").trim(), foldedUnit(found[2] ?? "")] : ["", ""];
}

/** @param {string} unit */
function foldedUnit(unit) {
  return unit.normalize("NFC").replace(/\s+/g, "");
}

/**
 * The reading of an answer that is this accepted number, or null. A number alone is enough where its unit stands beside the field; that is
 * the first unit among the accepted ones. Another unit has to be written.
 * @param {string} text @param {AcceptedNumber} accepted @param {AcceptedNumber[]} every
 */
function acceptedReading(text, accepted, every) {
  const [written, unit] = splitUnit(text);
  const shown = every.find((one) => one.unit)?.unit ?? "";
  const fits = unit ? unit === foldedUnit(accepted.unit) : !accepted.unit || accepted.unit === shown;
  const [low, high] = [accepted.low, accepted.high].map(parseNumber);
  if (!fits || !low || !high) return null;
  return numberReadings(written).find((one) => compareNumbers(low, one) <= 0 && compareNumbers(one, high) <= 0) ?? null;
}

/** @param {string} text @param {AcceptedNumber} accepted @param {AcceptedNumber[]} every */
function numberMatches(text, accepted, every) {
  return acceptedReading(text, accepted, every) !== null;
}

/** What an answer is taken for: the reading that is right, else all that it may mean. @param {string} text @param {AcceptedNumber[]} every */
function takenNumbers(text, every) {
  for (const one of every) {
    const reading = acceptedReading(text, one, every);
    if (reading) return [reading];
  }
  return numberReadings(splitUnit(text)[0]);
}

INTERACTIONS["numeric"] = {
  ...TYPED_ENTRY,
  waiting: "number-first",

  read(form, definition) {
    const answer = TYPED_ENTRY.read(form, definition);
    return answer && "text" in answer && numberReadings(splitUnit(answer.text)[0]).length ? answer : null;
  },

  share(definition, _question, answer) {
    const { accepted } = /** @type {NumericDefinition} */ (definition);
    return "text" in answer && accepted.some((one) => numberMatches(answer.text, one, accepted)) ? 1 : 0;
  },

  feedback(definition, answer) {
    const { answerFeedback: list, accepted } = /** @type {NumericDefinition} */ (definition);
    if (!("text" in answer)) return null;
    const given = takenNumbers(answer.text, accepted);
    return answerFeedback(list, (text) => {
      const [written, unit] = splitUnit(text);
      const number = parseNumber(written);
      const same = number && given.some((one) => compareNumbers(one, number) === 0);
      const units = [splitUnit(answer.text)[1], unit].map((one) => one || foldedUnit(accepted[0]?.unit ?? ""));
      return Boolean(same && units[0] === units[1]);
    });
  },

  report(definition, answer) {
    const { accepted } = /** @type {NumericDefinition} */ (definition);
    const [right] = accepted;
    return {
      type: "numeric",
      given: plainNumber(("text" in answer && takenNumbers(answer.text, accepted)[0]) || ""),
      right: plainNumber(right?.value ?? ""),
      range: right ? [plainNumber(right.low), plainNumber(right.high)] : null,
    };
  },
};
