/** An axis that begins, ends and steps at round numbers. */

export interface Scale {
  readonly low: number;
  readonly high: number;
  /** From low to high, zero among them. */
  readonly ticks: readonly number[];
}

/** The scale that holds zero and all values in about four steps of 1, 2, 2.5 or 5 times a power of ten. */
export function niceScale(values: readonly number[]): Scale {
  const { low, high } = exactScale(values);
  const step = niceStep((high - low) / 4);
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { low: first * step, high: last * step, ticks };
}

/** The scale that the values fill to its end, without ticks: its shape tells nothing of their size. */
export function exactScale(values: readonly number[]): Scale {
  const low = values.reduce((least, value) => Math.min(least, value), 0);
  const high = values.reduce((most, value) => Math.max(most, value), 0);
  return { low, high: low === high ? 1 : high, ticks: [] };
}

/** Values are whole minor units, so no step is smaller than one, and 2.5 starts at 25. */
function niceStep(least: number): number {
  const power = Math.max(1, 10 ** Math.floor(Math.log10(least)));
  const factor = [1, 2, 2.5, 5, 10].find((f) => f * power >= least && Number.isInteger(f * power)) ?? 10;
  return factor * power;
}

/** Two decimals of a percent are finer than a pixel, and keep the page small. */
export function roundPercent(percent: number): number {
  return Math.round(percent * 100) / 100;
}
