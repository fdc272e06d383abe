/** Loaded before the server: from one SIGUSR2 to the next its clock is forty days ahead. Sweeps come twice a second. */

const AHEAD_MS = 40 * 24 * 60 * 60 * 1000;
const SWEEP_EVERY_MS = 60_000;

const RightDate = Date;
const startInterval = setInterval;
let aheadMs = 0;
const now = () => RightDate.now() + aheadMs;

process.on('SIGUSR2', () => {
  aheadMs = AHEAD_MS - aheadMs;
});

globalThis.Date = new Proxy(RightDate, {
  get: (date, name) => (name === 'now' ? now : Reflect.get(date, name)),
  construct: (date, words, target) => Reflect.construct(date, words.length === 0 ? [now()] : words, target),
});

globalThis.setInterval = (work, ms, ...words) =>
  startInterval(work, ms === SWEEP_EVERY_MS ? SWEEP_EVERY_MS / 120 : ms, ...words);
