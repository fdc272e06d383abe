/** The routes of the app's real router. */

import type { Express } from 'express';

/** A layer of Express's router, as far as it is read here. */
interface Layer {
  readonly rawPath: unknown;
  readonly route?: { readonly path: unknown; readonly stack: readonly { readonly method?: string }[] };
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** Each route as `METHOD /path`, and as `USE /path` any other handler with a path of its own. */
export function routesOf(app: Express): string[] {
  return routesIn(app.router.stack as unknown as readonly Layer[], '');
}

function routesIn(stack: readonly Layer[], base: string): string[] {
  return stack.flatMap(({ rawPath, route, handle }) => {
    if (route) {
      const methods = new Set(route.stack.map(({ method }) => method?.toUpperCase() ?? 'ALL'));
      return [...methods].map((method) => `${method} ${base}${route.path}`);
    }
    if (handle.stack) return routesIn(handle.stack, base + rawPath);
    return rawPath === '/' ? [] : [`USE ${base}${rawPath}`];
  });
}
