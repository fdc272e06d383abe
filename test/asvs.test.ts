/** The table of requirements names tests that are there. */

import { describe, expect, it } from 'vitest';
import { readText } from './source-files.ts';

interface Row {
  readonly requirements: string;
  readonly file: string;
  readonly test: string;
}

const lines = readText('test/asvs.md').split('\n');
const rows: Row[] = lines.flatMap((line) => {
  const [, requirements, file, test] = /^\| ([\d., ]+?) +\| .+ \| `(.+)`: (.+?) +\|$/.exec(line) ?? [];
  return requirements && file && test ? [{ requirements, file, test }] : [];
});

describe('the table of requirements', () => {
  it('has no row that cannot be read', () => {
    expect(rows).toHaveLength(lines.filter((line) => /^\| \d/.test(line)).length);
    expect(rows.length).toBeGreaterThan(60);
  });

  it('names requirements by chapter, section and number', () => {
    const names = rows.flatMap(({ requirements }) => requirements.split(', '));
    expect(names.filter((name) => !/^\d{1,2}\.\d{1,2}\.\d{1,2}$/.test(name))).toEqual([]);
  });

  it('names tests that are there', () => {
    const isThere = ({ file, test }: Row) => readText(`test/${file}`).includes(`'${test}'`);
    expect(rows.filter((row) => !isThere(row))).toEqual([]);
  });
});
