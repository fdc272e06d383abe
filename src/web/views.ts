/** Renders EJS views, which read from one object, `it`; everything they print is escaped. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import ejs from 'ejs';
import { forgetLastMatch } from './memory.ts';

/**
 * What each view reads, by its name: its path below views/, without the ending. Empty here, since models are made
 * further up: src/features/view-models.ts declares them into it.
 */
// biome-ignore lint/suspicious/noEmptyInterface: what stands in it is declared in src/features/view-models.ts
export interface ViewModels {}

/** A view's text for its model. */
export type Views = <Name extends keyof ViewModels>(name: Name, it: ViewModels[Name]) => string;

/** The views below a folder, each compiled once. */
export function createViews(folder: string): Views {
  const compiled = new Map<string, ejs.TemplateFunction>();

  function compile(name: string): ejs.TemplateFunction {
    const filename = path.join(folder, `${name}.ejs`);
    const view = ejs.compile(readFileSync(filename, 'utf8'), {
      filename,
      root: folder,
      cache: true,
      strict: true,
      localsName: 'it',
    });
    compiled.set(name, view);
    return view;
  }

  return (name, it) => {
    const text = (compiled.get(name) ?? compile(name))(it);
    // Also for a section that is made after its reader has left, which is after the answer's end.
    forgetLastMatch();
    return text;
  };
}
