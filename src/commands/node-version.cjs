/** Ends with a sentence where Node is too old. Any Node since 2016 can read this file, so it comes before all others. */

const { engines } = require('../../package.json');

const number = ([, major, minor]) => Number(major) * 1000 + Number(minor);
const version = /(\d+)\.(\d+)/;

// The oldest comes first there.
if (number(version.exec(process.versions.node)) < number(version.exec(engines.node))) {
  const least = version.exec(engines.node)[0];
  console.error(
    `This is Node ${process.versions.node}. Ledgerless needs Node 24, or ${least} at least: get it from https://nodejs.org`,
  );
  process.exit(1);
}
