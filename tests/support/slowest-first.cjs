/**
 * The order in which Jest starts test files: those that wait for browsers, servers and processes first, so that none of
 * them is alone at the end. Jest's own order needs the times of an earlier run, which a fresh clone does not have.
 */
const { default: Sequencer } = require("@jest/test-sequencer");

/** Folders in the order in which they start; all others follow. */
const FIRST = ["/tests/e2e/", "/tests/integration/", "/tests/learning/", "/tests/unit/bots/", "/tests/property/"];

const rankOf = (path) => {
  const rank = FIRST.findIndex((folder) => path.includes(folder));
  return rank < 0 ? FIRST.length : rank;
};

module.exports = class SlowestFirst extends Sequencer {
  /** @param {import("@jest/test-result").Test[]} tests */
  sort(tests) {
    return tests.toSorted((a, b) => rankOf(a.path) - rankOf(b.path) || a.path.localeCompare(b.path));
  }
};
