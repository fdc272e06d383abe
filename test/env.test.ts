/** The code, the example and Render's two Blueprints name the same settings. */

import { parse as parseDotenv } from 'dotenv';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { parseConfig } from '../src/config/config.ts';
import { readText } from './source-files.ts';

/** Render sets these itself. */
const SET_BY_RENDER = ['PORT', 'RENDER', 'RENDER_EXTERNAL_URL'];
/** Unneeded on Render, as they follow from what it sets. */
const NEEDLESS_ON_RENDER = ['HOST', 'PLAID_BASE_URL', 'PUBLIC_URL'];
/** Not in the free Blueprint: Redis, and accounts with their database and mail server. */
const FOR_LARGER_SERVICES = ['DATABASE_URL', 'MAIL_FROM', 'REDIS_URL', 'SMTP_URL'];
/** No settings of ours: the version of Node, and what the C library does with freed memory. */
const FOR_RENDER = ['NODE_VERSION', 'MALLOC_PERTURB_', 'GLIBC_TUNABLES'];

interface RenderVariable {
  readonly key: string;
  readonly value?: string;
  readonly sync?: boolean;
  readonly generateValue?: boolean;
}

const example = parseDotenv(readText('.env.example'));
const onRender = variablesIn('render.yaml');
const onRenderWithAll = variablesIn('.render/hybrid.yaml');
const code = readText('src/config/config.ts') + readText('src/config/accounts.ts');
const read = [...new Set([...code.matchAll(/'([A-Z][A-Z_]{3,})'/g)].map(([, name = '']) => name))];

function variablesIn(blueprint: string): RenderVariable[] {
  const { services } = parseYaml(readText(blueprint));
  return services.find(({ type }: { type: string }) => type === 'web').envVars;
}

function without(names: readonly string[], others: readonly string[]): string[] {
  return names.filter((name) => !others.includes(name)).toSorted();
}

describe('the settings', () => {
  it('are found in the code by these tests', () => {
    expect(read).toEqual(
      expect.arrayContaining(['PORT', 'RENDER', 'PUBLIC_URL', 'ENCRYPTION_KEYS', 'LOG_LEVEL']),
    );
  });

  it('are the same in the example as in the code', () => {
    expect(Object.keys(example).toSorted()).toEqual(without(read, ['RENDER', 'RENDER_EXTERNAL_URL']));
  });

  it('are each explained in the example', () => {
    const blocks = readText('.env.example')
      .split(/^[A-Z_]+=.*$/m)
      .slice(0, -1);
    const settings = Object.keys(example);
    const explained = settings.filter((_, index) => blocks[index]?.includes('# '));
    expect(without(settings, explained)).toEqual(['PLAID_SECRET', 'PORT']);
  });

  it('are the same on Render as in the code', () => {
    const names = onRender.map(({ key }) => key);
    const notListed = [...SET_BY_RENDER, ...NEEDLESS_ON_RENDER, ...FOR_LARGER_SERVICES];
    expect(without(names, FOR_RENDER)).toEqual(without(read, notListed));
  });

  it('are in the larger Blueprint those of the free one, with the same values, and those for larger services', () => {
    const more = without(
      onRenderWithAll.map(({ key }) => key),
      onRender.map(({ key }) => key),
    );
    expect(more).toEqual(FOR_LARGER_SERVICES);
    expect(onRenderWithAll.filter(({ key }) => !more.includes(key))).toEqual(onRender);
  });
});

describe('the values', () => {
  it('of the example are the defaults', () => {
    const { encryptionKeys: _, ...shown } = parseConfig(example);
    const { encryptionKeys: __, ...usual } = parseConfig({});
    expect(shown).toEqual(usual);
  });

  it('on Render are the defaults', () => {
    const given = { RENDER: 'true', RENDER_EXTERNAL_URL: 'https://ledgerless.onrender.com', PORT: '10000' };
    const listed = Object.fromEntries(onRender.map(({ key, value }) => [key, value]));
    const { encryptionKeys: _, ...shown } = parseConfig({ ...given, ...listed });
    const { encryptionKeys: __, ...usual } = parseConfig(given);
    expect(shown).toEqual(usual);
  });

  it('on Render are strings', () => {
    expect(onRender.filter(({ value }) => value !== undefined && typeof value !== 'string')).toEqual([]);
  });

  it('that are secret are in none of the files', () => {
    const secrets = ['PLAID_CLIENT_ID', 'PLAID_SECRET', 'ENCRYPTION_KEYS', 'SETUP_TOKEN'];
    // Their addresses hold passwords.
    const withPasswords = ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL'];
    for (const name of [...secrets, ...withPasswords]) expect(example[name], name).toBe('');
    for (const [variables, names] of [
      [onRender, secrets],
      [onRenderWithAll, [...secrets, ...withPasswords]],
    ] as const) {
      for (const name of names) {
        const variable = variables.find(({ key }) => key === name);
        expect(variable, name).toBeDefined();
        expect(variable?.value, name).toBeUndefined();
      }
    }
  });
});

it('the Node that Render runs is the newest that package.json names', () => {
  const { engines } = JSON.parse(readText('package.json'));
  const named = [...engines.node.matchAll(/\^(\d+)/g)].map(([, version = '']) => version);
  for (const variables of [onRender, onRenderWithAll]) {
    expect(variables.find(({ key }) => key === 'NODE_VERSION')?.value).toBe(named.at(-1));
  }
});
