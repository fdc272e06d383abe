/** Rules that the compiler does not know: what stands nowhere in the source. */

import { describe, expect, it } from 'vitest';
import { filesBelow, type SourceFile } from './source-files.ts';

const sources = filesBelow('src', '.ts');
const views = filesBelow('views', '.ejs');

/** The files in which a pattern stands. */
function holding(files: readonly SourceFile[], pattern: RegExp): string[] {
  return files.filter(({ text }) => pattern.test(text)).map(({ name }) => name);
}

describe('source files', () => {
  it('have at most 250 lines', () => {
    const tooLong = sources.filter(({ text }) => text.trimEnd().split('\n').length > 250);
    expect(tooLong.map(({ name }) => name)).toEqual([]);
  });

  it('begin with what they are for', () => {
    const silent = sources.filter(({ text }) => !text.startsWith('/**'));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('have no name that says nothing', () => {
    const empty = /(^|\/)(utils?|helpers?|common|misc|shared|manager|index)(\.ts|\/)/;
    expect(sources.filter(({ name }) => empty.test(name))).toEqual([]);
  });

  it('read the environment only where a process begins', () => {
    expect(holding(sources, /process\.env/)).toEqual(['main.ts', 'commands/subscription.ts']);
  });

  it.each([
    ['chance that can be guessed', /Math\.random/],
    ['a way round the types', /@ts-/],
    ['a certificate that is not looked at', /rejectUnauthorized|NODE_TLS_REJECT/],
    ['code made from text', /(?<!\.)\beval\(|new Function\(/],
    ['work left for later', /\b(TODO|FIXME|XXX:)/],
  ])('hold nowhere %s', (_, pattern) => {
    expect(holding(sources, pattern)).toEqual([]);
  });
});

describe('views', () => {
  it.each([
    ['script', /<script|javascript:/i],
    ['a handler of events', /\son[a-z]+\s*=/i],
    ['a style of its own', /<style|\sstyle\s*=/i],
    ['a frame or a plug-in', /<(iframe|object|embed)\b/i],
    ['anything loaded from elsewhere', /<(?!a\s)[a-z]+[^>]*\s(src|href|action|srcset)="?\s*(https?:)?\/\//i],
    ['text that is not escaped', /<%-(?!\s*include\()/],
  ])('hold nowhere %s', (_, pattern) => {
    expect(holding(views, pattern)).toEqual([]);
  });

  it('are there', () => {
    expect(views.map(({ name }) => name)).toContain('parts/head.ejs');
  });
});
