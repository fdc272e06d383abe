import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createViews } from '../../src/web/views.ts';

/** For views that are written here: the types know the app’s alone. */
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
  it('escapes what it prints, whatever a bank has written there', () => {
    write('page', '<p title="<%= it.name %>"><%= it.name %></p>');
    const html = views('page', { name: `</p><script>alert("1")</script>&amp;'` });
    const escaped = '&lt;/p&gt;&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;&amp;amp;&#39;';
    expect(html).toBe(`<p title="${escaped}">${escaped}</p>`);
  });

  it('leaves nothing of what it escapes in the last match of a regular expression', () => {
    write('page', '<%= it.name %>');
    views('page', { name: 'Bread & Butter' });
    expect([RegExp.input, RegExp.lastMatch]).toEqual(['', '']);
  });

  it('prints nothing for undefined', () => {
    write('page', '[<%= it.nothing %>]');
    expect(views('page', {})).toBe('[]');
  });

  it('has no variable but `it`', () => {
    write('page', '<%= name %>');
    expect(() => views('page', { name: 'x' })).toThrow(/name is not defined/);
    write('locals', '<%= locals.name %>');
    expect(() => views('locals', { name: 'x' })).toThrow(/locals is not defined/);
  });

  it('cannot set a global variable', () => {
    write('page', '<% leaked = 1 %>');
    expect(() => views('page', {})).toThrow(/leaked is not defined/);
  });

  it('does not take its model for options of EJS', () => {
    write('page', '<%= it.name %>');
    const options = { 'view options': { escape: String }, settings: { client: true } };
    expect(views('page', { name: '<b>', escapeFunction: String, ...options })).toBe('&lt;b&gt;');
  });

  it('includes parts, which get its model and what is passed to them', () => {
    write('parts/name', '<b><%= it.name %></b>[<%= it.other %>]');
    const [absolute, relative] = ["'/parts/name', { name: it.name }", "'parts/name', { name: 'again' }"];
    write('page', `<%- include(${absolute}) %><%- include(${relative}) %>`);
    expect(views('page', { name: '<x>', other: 'kept' })).toBe('<b>&lt;x&gt;</b>[kept]<b>again</b>[kept]');
  });

  it('includes files relative to itself, and absolute ones from the views folder', () => {
    write('parts/beside', 'beside');
    write('top', 'top');
    write('parts/page', `<%- include('beside') %> <%- include('/top') %>`);
    expect(views('parts/page', {})).toBe('beside top');
  });

  it('is read from its file once', () => {
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

  it('without a file is an error', () => {
    expect(() => views('missing', {})).toThrow(/ENOENT/);
  });
});
