/** The documents name files, headings, settings, routes and commands that exist. */

import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse as parseDotenv } from 'dotenv';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { ROUTES } from './routes/table.ts';
import { filesBelow, readText } from './source-files.ts';

const ROOT = path.join(import.meta.dirname, '..');
const MOST_WORDS = 1500;
/** Not settings of ours: Render sets the first two, and reads the others itself or for the C library. */
const OF_RENDER = ['RENDER', 'RENDER_EXTERNAL_URL', 'NODE_VERSION', 'MALLOC_PERTURB_', 'GLIBC_TUNABLES'];

interface Document {
  /** Below the root. */
  readonly name: string;
  readonly text: string;
}

const documents: Document[] = [
  ...['README.md', 'CHANGELOG.md'].map((name) => ({ name, text: readText(name) })),
  ...['docs', '.github'].flatMap((folder) =>
    ['.md', '.yml'].flatMap((ending) =>
      filesBelow(folder, ending).map(({ name, text }) => ({ name: `${folder}/${name}`, text })),
    ),
  ),
];

/** All that a pattern's group matches, each with its document. */
function found(pattern: RegExp): { name: string; match: string }[] {
  return documents.flatMap(({ name, text }) =>
    [...text.matchAll(pattern)].map(([, match = '']) => ({ name, match })),
  );
}

/** The anchors that GitHub gives a document's headings. */
function anchorsOf(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Whether a relative link leads to a file, and to a heading of it where it names one. */
function leadsSomewhere({ name, match }: { name: string; match: string }): boolean {
  const [file = '', anchor] = match.split('#');
  const target = file === '' ? name : path.posix.join(path.posix.dirname(name), file);
  if (!existsSync(path.join(ROOT, target))) return false;
  return anchor === undefined || anchorsOf(readText(target)).includes(anchor);
}

describe('the documents', () => {
  it('begin with a README of few words', () => {
    expect(readText('README.md').trim().split(/\s+/).length).toBeLessThanOrEqual(MOST_WORDS);
  });

  it('link to files and headings that exist', () => {
    const links = found(/(?:\]\(|\bsrc="|\bsrcset=")(?![a-z]+:)([^)"\s]+)/g);
    expect(links.length).toBeGreaterThan(80);
    expect(links.filter((link) => !leadsSomewhere(link))).toEqual([]);
  });

  it('name files of ours that exist', () => {
    const paths = found(/(?<![\w./-])((?:src|test|views|public|\.ci|\.render)\/[\w./-]*\w\/?)/g);
    expect(paths.length).toBeGreaterThan(150);
    // The lesson says how to make some.
    const made = found(/^New file `([^`]+)`:$/gm).map(({ match }) => match);
    const lacking = paths.filter(({ match }) => !existsSync(path.join(ROOT, match)));
    expect(lacking.filter(({ match }) => !made.includes(match))).toEqual([]);
  });

  it('name commands that exist', () => {
    const { scripts } = JSON.parse(readText('package.json'));
    const commands = found(/npm run ([\w:-]+)/g);
    expect(commands.length).toBeGreaterThan(20);
    expect(commands.filter(({ match }) => scripts[match] === undefined)).toEqual([]);
  });

  it('list every decision, numbered without a gap', () => {
    const files = readdirSync(path.join(ROOT, 'docs/decisions')).filter((name) => /^\d/.test(name));
    const listed = [...readText('docs/decisions/README.md').matchAll(/^\| \[(\d+)\]\((.+?)\)/gm)];
    expect(listed.map(([, , file]) => file)).toEqual(files.toSorted());
    expect(listed.map(([, number]) => Number(number))).toEqual(files.map((_, index) => index + 1));
  });

  it('say what each line of the log means', () => {
    const call = /\blog\.(?:info|warn|error|debug)\([^;]*?'([^'\n]+)',?\s*\)/g;
    const written = filesBelow('src', '.ts').flatMap(({ text }) =>
      [...text.matchAll(call)].map(([, line = '']) => line),
    );
    expect(new Set(written).size).toBeGreaterThan(12);
    const told = readText('docs/operating.md');
    expect([...new Set(written)].filter((line) => !told.includes(`| \`${line}\``))).toEqual([]);
  });
});

describe('the document of settings', () => {
  const settings = Object.keys(parseDotenv(readText('.env.example'))).toSorted();
  const text = readText('docs/configuration.md');

  it('has one row for each variable of the example', () => {
    const rows = [...text.matchAll(/^\| `([A-Z_]+)` \|[^|]+\|[^|]+\|[^|]+\|$/gm)];
    expect(rows.map(([, name]) => name).toSorted()).toEqual(settings);
  });

  it('names no other variable', () => {
    const named = [...text.matchAll(/`([A-Z]+_[A-Z_]+|RENDER|HOST|PORT)`/g)].map(([, name = '']) => name);
    expect([...new Set(named)].toSorted()).toEqual([...settings, ...OF_RENDER].toSorted());
  });
});

it('the document of routes has one row for each route of the table', () => {
  const rows = [...readText('docs/routes.md').matchAll(/^\| `([A-Z]+ \/\S*)` \|/gm)];
  expect(rows.map(([, route]) => route).toSorted()).toEqual(Object.keys(ROUTES).toSorted());
});

it('the Node of .nvmrc is the one that Render runs', () => {
  const variables: { key: string; value?: string }[] = parseYaml(readText('render.yaml')).services[0].envVars;
  const deployed = variables.find(({ key }) => key === 'NODE_VERSION')?.value;
  expect(readText('.nvmrc').trim()).toBe(deployed);
});
