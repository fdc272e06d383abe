/** The pages that the navigation of somebody with a bank leads to, in its order; test/resilience/headers.test.ts compares. */
export const NAVIGATION_PAGES = [
  ...['/dashboard', '/transactions', '/spending', '/net-worth', '/recurring', '/ahead', '/credit', '/banks'],
  '/privacy',
] as const;
