/** The figures as a table in Markdown, for a terminal and for docs/proofs.md alike. */

import type { Figure } from './figure.ts';
import { TARGETS } from './targets.ts';

const HEADINGS = ['What', 'Ledgerless', 'Compared with', 'Ratio', 'Target'];

/** The table's lines. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [HEADINGS, ...figures.map(rowOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`);
  lines.splice(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  return lines.join('\n');
}

function rowOf(figure: Figure): string[] {
  const { what, ledgerless, against = '', ratio } = figure;
  return [
    what,
    ledgerless,
    against,
    ratio === undefined ? '' : `${ratio < 0.1 ? ratio.toPrecision(2) : ratio.toFixed(2)} ×`,
    verdict(figure),
  ];
}

function verdict({ held }: Figure): string {
  if (!held) return '';
  const { most, unit } = TARGETS[held.target];
  const limit = `at most ${most} ${unit}`;
  if (held.value <= most) return `${limit}: kept`;
  return `${limit}: missed by ${Math.round((held.value / most - 1) * 100)} %`;
}
