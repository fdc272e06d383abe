/** What the bench found out: one line of its table. */

import { TARGETS, type Target, type TargetName } from './targets.ts';

export interface Figure {
  readonly what: string;
  /** In the words of the table, such as `340 ms`. */
  readonly ledgerless: string;
  /** Left out where only Ledgerless was measured. */
  readonly against?: string;
  /** What is held against the target, or only told where there is none. */
  readonly ratio?: number;
  readonly held?: { readonly target: TargetName; readonly value: number };
}

/** Whether the figure keeps what was promised. */
export function isKept({ held }: Figure): boolean {
  if (!held) return true;
  const { most, meanwhile }: Target = TARGETS[held.target];
  return held.value <= (meanwhile?.most ?? most);
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ms`;
}

export function mb(value: number): string {
  return `${Math.round(value)} MB`;
}
