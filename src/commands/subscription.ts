/** The operator's command: `npm run subscription -- someone@example.org premium`. */

import 'dotenv/config';
import { parseConfig } from '../config/config.ts';
import { parseEmailAddress } from '../users/email-address.ts';
import { createUsers, SUBSCRIPTIONS } from '../users/users.ts';

async function main([typed, wanted]: readonly string[]): Promise<string> {
  const email = parseEmailAddress(typed);
  const subscription = SUBSCRIPTIONS.find((name) => name === wanted);
  if (email === null || subscription === undefined) {
    throw new Error(`Usage: npm run subscription -- <e-mail address> ${SUBSCRIPTIONS.join('|')}`);
  }
  const { accounts } = parseConfig(process.env);
  if (accounts === null) throw new Error('DATABASE_URL is missing: without it there are no accounts.');
  const users = createUsers({
    ...accounts,
    onFailure: (code) => process.stderr.write(`PostgreSQL: ${code}\n`),
  });
  try {
    if (await users.setSubscription(email, subscription)) return `${email} is ${subscription} now.`;
  } finally {
    await users.close();
  }
  throw new Error(`Nobody has signed in as ${email} yet.`);
}

main(process.argv.slice(2)).then(
  (done) => process.stdout.write(`${done}\n`),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
