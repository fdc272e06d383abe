import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createViews } from '../../src/web/views.ts';

/** Views that are written here; the types know those of the app alone. */
const viewsOf = createViews as (folder: string) => (name: string, it: object) => string;

let folder: string;
let views: ReturnType<typeof viewsOf>;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'views-'));
  mkdirSync(path.join(folder, 'parts'));
  views = viewsOf(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(path.join(folder, `${name}.ejs`), text);
}

describe('a view', () => {
  it('prints what it is given as text, whatever a bank wrote there', () => {
    write('page', '<p title="<%= it.name %>"><%= it.name %></p>');
    const html = views('page', { name: `</p><script>alert("1")</script>&amp;'` });
    const escaped = '&lt;/p&gt;&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;&amp;amp;&#39;';
    expect(html).toBe(`<p title="${escaped}">${escaped}</p>`);
  });

  it('leaves nothing of that where V8 keeps the last match', () => {
    write('page', '<%= it.name %>');
    views('page', { name: 'Bread & Butter' });
    expect([RegExp.input, RegExp.lastMatch]).toEqual(['', '']);
  });

  it('prints nothing for what is not there', () => {
    write('page', '[<%= it.nothing %>]');
    expect(views('page', {})).toBe('[]');
  });

  it('sees nothing but `it`', () => {
    write('page', '<%= name %>');
    expect(() => views('page', { name: 'x' })).toThrow(/name is not defined/);
    write('locals', '<%= locals.name %>');
    expect(() => views('locals', { name: 'x' })).toThrow(/locals is not defined/);
  });

  it('keeps nothing for the next one', () => {
    write('page', '<% leaked = 1 %>');
    expect(() => views('page', {})).toThrow(/leaked is not defined/);
  });

  it('takes no orders from what it is given', () => {
    write('page', '<%= it.name %>');
    const given = {
      name: '<b>',
      escapeFunction: String,
      'view options': { escape: String },
      settings: { client: true },
    };
    expect(views('page', given)).toBe('&lt;b&gt;');
  });

  it('includes parts from below the views, which see what it sees and what it hands on', () => {
    write('parts/name', '<b><%= it.name %></b>[<%= it.other %>]');
    write(
      'page',
      `<%- include('/parts/name', { name: it.name }) %><%- include('parts/name', { name: 'again' }) %>`,
    );
    expect(views('page', { name: '<x>', other: 'kept' })).toBe('<b>&lt;x&gt;</b>[kept]<b>again</b>[kept]');
  });

  it('includes what stands beside it, and what is named from the top', () => {
    write('parts/beside', 'beside');
    write('top', 'top');
    write('parts/page', `<%- include('beside') %> <%- include('/top') %>`);
    expect(views('parts/page', {})).toBe('beside top');
  });

  it('is read once', () => {
    write('page', 'before');
    expect(views('page', {})).toBe('before');
    write('page', 'after');
    expect(views('page', {})).toBe('before');
    expect(viewsOf(folder)('page', {})).toBe('after');
    write('parts/name', 'before');
    write('including', `<%- include('parts/name') %>`);
    expect(views('including', {})).toBe('before');
    write('parts/name', 'after');
    expect(views('including', {})).toBe('before');
  });

  it('that is not there is an error', () => {
    expect(() => views('missing', {})).toThrow(/ENOENT/);
  });
});
