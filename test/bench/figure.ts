/** One line of the table that the bench prints. */

import { TARGETS, type TargetName } from './targets.ts';

export interface Figure {
  readonly what: string;
  /** As the table has it, such as `340 ms`. */
  readonly ledgerless: string;
  /** Left out where only Ledgerless was measured. */
  readonly against?: string;
  /** Only for the table: what is compared with the target is `held`. */
  readonly ratio?: number;
  readonly held?: { readonly target: TargetName; readonly value: number };
}

/** Whether the figure is within its target. */
export function isKept({ held }: Figure): boolean {
  return !held || held.value <= TARGETS[held.target].most;
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ms`;
}

export function mb(value: number): string {
  return `${Math.round(value)} MB`;
}
