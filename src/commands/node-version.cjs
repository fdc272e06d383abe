/** Ends with a sentence where Node does not fit. Any Node since 2016 can read this file, so it comes before all others. */

const { engines } = require('../../package.json');

const numbersOf = (version) => /(\d+)\.(\d+)/.exec(version).slice(1).map(Number);

const [major, minor] = numbersOf(process.versions.node);
// The newest comes last there.
const ranges = engines.node.split('||').map(numbersOf).reverse();
const fits = ranges.some(([fitting, least]) => major === fitting && minor >= least);
// Nothing is known against a later one.
const isLater = major > ranges[0][0];

if (!fits && !isLater) {
  const versions = ranges.map(([fitting, least]) =>
    least > 0 ? `${fitting} from ${fitting}.${least}` : fitting,
  );
  console.error(
    `This is Node ${process.versions.node}. Ledgerless needs Node ${versions.join(', or ')}: get it from https://nodejs.org`,
  );
  process.exit(1);
}
