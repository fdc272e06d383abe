/** Google's evaluator of content security policies, over the policies we send. */

import { CspEvaluator } from 'csp_evaluator';
import { type Finding, Severity } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/** These are high, medium, and what would be one of them if the evaluator knew more. */
const MINOR = Severity.INFO;

function graveFindings(policy: string): string[] {
  const findings: Finding[] = new CspEvaluator(new CspParser(policy).csp).evaluate();
  return findings
    .filter(({ severity }) => severity < MINOR)
    .map(({ directive, description }) => `${directive}: ${description}`);
}

it('finds a policy that can be bypassed', () => {
  expect(graveFindings("script-src 'self' 'unsafe-inline'; object-src *").length).toBeGreaterThan(1);
});

describe.each(['sandbox', 'production'])('with Plaid’s %s', (name) => {
  let app: TestApp;
  beforeAll(async () => {
    // Nothing is asked of it here: only its pages stand in the policy.
    const PLAID_BASE_URL = `https://${name}.plaid.com`;
    app = await startTestApp({ env: { PUBLIC_URL: 'https://ledgerless.example', PLAID_BASE_URL } });
  });
  afterAll(() => app.close());

  it.each(['/', '/privacy', '/nowhere', '/app.css'])(
    'has no grave finding in the policy of %s',
    async (path) => {
      const policy = (await app.newClient().get(path)).headers.get('content-security-policy') ?? '';
      expect(policy.split(';')).toContain(
        `form-action 'self' https://secure.plaid.com https://${name}.plaid.com`,
      );
      expect(graveFindings(policy)).toEqual([]);
    },
  );
});
