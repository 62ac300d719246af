/**
 * What counts and how much: the same definitions as `coursepack.model.scoring`, held to them by one table of cases
 * (tests/cases/scoring). Shares and marks are fractions from 0 to 1.
 */

/** @param {number} share @param {number} mark */
function reaches(share, mark) {
  return share >= mark - SCORE_NOISE;
}

/**
 * The share of the points that a set of chosen codes earns. Single choice is all or nothing. Several: right chosen /
 * right − wrong chosen / wrong, never below 0; with `partial` false all or nothing.
 * @param {Set<string>} chosen @param {Set<string>} right @param {Set<string>} every
 * @param {boolean} multiple @param {boolean | null} partial
 */
function choiceShare(chosen, right, every, multiple, partial) {
  const hits = Array.from(chosen).filter((code) => right.has(code)).length;
  if (!multiple || partial === false) return hits === right.size && chosen.size === right.size ? 1 : 0;
  const wrong = Array.from(every).filter((code) => !right.has(code));
  const misses = wrong.filter((code) => chosen.has(code)).length;
  return Math.max(0, (right.size ? hits / right.size : 0) - (wrong.length ? misses / wrong.length : 0));
}

/**
 * The share that sources earn by the targets given to them: right / total over the sources that have a target. A source
 * without one, like a target without a source, costs nothing. With `partial` false all or nothing.
 * @param {[string, string][]} given source and target @param {[string, string][]} pairs @param {boolean | null} partial
 */
function pairedShare(given, pairs, partial) {
  const joined = new Set(pairs.map((pair) => pair.join(" ")));
  const chosen = new Map(given);
  const sources = Array.from(new Set(pairs.map(([source]) => source)));
  return partsShare(sources.map((source) => joined.has(`${source} ${chosen.get(source) ?? ""}`)), partial);
}

/** Of parts that are right or not: right / total; with `partial` false all or nothing. @param {boolean[]} right @param {boolean | null} partial */
function partsShare(right, partial) {
  const hits = right.filter(Boolean).length;
  if (!right.length || (partial === false && hits < right.length)) return 0;
  return hits / right.length;
}

/** All or nothing; with `partial` true the share of items in their absolute place. @param {string[]} given @param {string[]} right @param {boolean | null} partial */
function orderShare(given, right, partial) {
  if (partial !== true) return right.length && given.join(" ") === right.join(" ") ? 1 : 0;
  return partsShare(right.map((code, place) => given[place] === code), null);
}

/** `share` less `penalty` for each earlier wrong try, never below 0. @param {number} share @param {number} penalty @param {number} wrongTries */
function afterPenalty(share, penalty, wrongTries) {
  return Math.max(0, share - penalty * wrongTries);
}

/** The score of a quiz from [share, points] of each scored question; 0 where nothing can be earned. @param {[number, number][]} earned */
function quizShare(earned) {
  return weightedMean(earned);
}

/** The mean of [score, weight] of every graded quiz; one that was not attempted scores 0. @param {[number, number][]} scores */
function courseShare(scores) {
  return weightedMean(scores);
}

/** @param {[number, number][]} pairs */
function weightedMean(pairs) {
  const total = pairs.reduce((sum, [, weight]) => sum + weight, 0);
  return total ? pairs.reduce((sum, [share, weight]) => sum + share * weight, 0) / total : 0;
}

/** A share as 0 to 100 with at most two decimals, never rounded across `mark`. @param {number} share @param {number} mark */
function reportedScore(share, mark) {
  const rounded = Math.round(share * 10000) / 100;
  if (reaches(share, mark)) return rounded < mark * 100 ? Math.ceil(share * 10000 - 1e-5) / 100 : rounded;
  return rounded >= mark * 100 ? Math.floor(share * 10000) / 100 : rounded;
}
