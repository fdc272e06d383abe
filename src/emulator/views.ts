/** The emulator's own pages, rendered by EJS and compiled once each. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ejs from 'ejs';

export type ViewName = 'banks' | 'accounts' | 'repair' | 'expired' | 'finished' | 'control';

export interface Views {
  render(name: ViewName, data: object): string;
}

/** The views in a folder. */
export function createViews(folder: string): Views {
  const compiled = new Map<ViewName, ejs.TemplateFunction>();
  return {
    render(name, data) {
      const template = compiled.get(name) ?? compile(join(folder, `${name}.ejs`));
      compiled.set(name, template);
      return template(data);
    },
  };
}

function compile(filename: string): ejs.TemplateFunction {
  return ejs.compile(readFileSync(filename, 'utf8'), { filename, async: false });
}
