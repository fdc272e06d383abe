/** What the app's real router holds. */

import type { Express } from 'express';

/** What Express's router is made of, as far as it is read here. */
interface Layer {
  readonly rawPath: unknown;
  readonly route?: { readonly path: unknown; readonly stack: readonly { readonly method?: string }[] };
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** Each route as `METHOD /path`, and as `USE /path` whatever else could answer at an address of its own. */
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
