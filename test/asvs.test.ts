/** The table of requirements names tests that exist and are not skipped. */

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

  it('names tests that exist', () => {
    expect(rows.filter(({ file, test }) => !hasTest(readText(`test/${file}`), test))).toEqual([]);
  });

  it('names no file in which a test is skipped', () => {
    const isSkipping = (file: string) => /\.(skip|todo|only|fails)\b|\bskip\(/.test(readText(`test/${file}`));
    expect([...new Set(rows.map(({ file }) => file))].filter(isSkipping)).toEqual([]);
  });
});

describe('a declared test', () => {
  it.each([
    ["it('is there', () => {});", true],
    ["  it.skipIf(!hasRedis).each([1])(\n    'is there',\n    () => {},\n  );", true],
    ["it.each([\n  ['one', 1],\n])('is there', () => {});", true],
    ["// it('is there', () => {});", false],
    ["/*\n * it('is there', () => {});\n */", false],
    ["describe('is there', () => {});", false],
    ["it('x', () => {\n  describe.each([1])('is there', () => {});", false],
    ["it('x', () => expect('is there').toBe(1));", false],
    ["it('is there too', () => {});", false],
  ])('is found only by the title of a call of it: %j', (text, isOne) => {
    expect(hasTest(text, 'is there')).toBe(isOne);
  });

  it('of a table is found by its title and a row of that name', () => {
    const text = "it.each([\n  ['one', 1],\n])('is %s', () => {});";
    expect(hasTest(text, 'is %s — one')).toBe(true);
    expect(hasTest(text, 'is %s — two')).toBe(false);
  });
});

/** Whether a test with exactly this title is declared; after a dash comes a row of its table. */
function hasTest(text: string, name: string): boolean {
  const [title, row] = name.split(' — ');
  const declarations = text.split(/^ *(?=(?:it|describe)\b[.(])/m);
  return declarations.some((declaration) => {
    const [, plain, afterTable] = /^it\(\s*'([^']*)'|^it\.[\s\S]*?\)\(\s*'([^']*)'/.exec(declaration) ?? [];
    return title === (plain ?? afterTable) && (row === undefined || declaration.includes(`'${row}'`));
  });
}
