/**
 * Strict views: one that reads a key which its model does not have throws, instead of printing nothing there. Importing
 * this makes all views of the app strict that this process compiles from then on. It is done where EJS compiles, since
 * EJS copies a model before each view and each part of one, and the copy of a wrapped model is not wrapped.
 */

import path from 'node:path';
import ejs, { type Data, type Options, type TemplateFunction } from 'ejs';
import { ROOT } from '../../src/services.ts';

const VIEWS = path.join(ROOT, 'views');
/** The emulator's own, with models of their own. */
const DEMO_VIEWS = path.join(VIEWS, 'demo');

/** All that were found in this process: a page whose section throws is sent with a sentence in its place. */
export const gaps: string[] = [];

/** The views and parts that were compiled in this process, each when it was first printed. */
export const compiledViews = new Set<string>();

/** A model that throws when a key is read that it, or the object or list in it, does not have; undefined is a value. */
export function strictModel<Model extends object>(view: string, model: Model): Model {
  return new Proxy(model, {
    get(target, key) {
      if (typeof key === 'string' && !(key in target)) {
        const gap = `the view ${view} reads "${key}", which its model does not have`;
        gaps.push(gap);
        throw new Error(gap);
      }
      const value: unknown = Reflect.get(target, key);
      return isPlain(value) ? strictModel(view, value) : value;
    },
  });
}

/** Dates, maps and functions need their own `this`, and have types of their own. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

const compile = ejs.compile as (text: string, options: Options) => TemplateFunction;

function compileStrictly(text: string, options: Options): TemplateFunction {
  const { filename = '' } = options;
  if (!filename.startsWith(VIEWS + path.sep) || filename.startsWith(DEMO_VIEWS))
    return compile(text, options);
  // Otherwise EJS makes another copy, which is not strict.
  const print = compile(text, { ...options, unsafePrototypeLocals: true } as Options);
  const name = path
    .relative(VIEWS, filename)
    .replaceAll('\\', '/')
    .replace(/\.ejs$/, '');
  compiledViews.add(name);
  return (model: Data = {}) => print(strictModel(name, model));
}

Object.assign(ejs, { compile: compileStrictly });
