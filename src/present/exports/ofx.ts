/** OFX 2 (version 2.1.1): a bank statement for each account, as accounting programs import it. */

import { type OfxStatement, ofxStatement } from './ofx-statement.ts';
import { element, group, ofxInstant, succeeded } from './ofx-values.ts';
import type { ExportSource } from './source.ts';

const HEADER = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
`;

/** Bank accounts first, then credit cards: each kind has one message set. Pending rows have no place in OFX. */
export async function* writeOfx({ range, madeAt, banks }: ExportSource): AsyncGenerator<string> {
  const statements: OfxStatement[] = banks.flatMap(({ institutionId, accounts }) =>
    accounts.map((source) => ({ ...source, institutionId, range, madeAt })),
  );
  const isCard = ({ account }: OfxStatement) => account.type === 'credit';
  yield `${HEADER}<OFX>\n${signOn(madeAt)}`;
  yield* messageSet(
    'BANKMSGSRSV1',
    statements.filter((statement) => !isCard(statement)),
  );
  yield* messageSet('CREDITCARDMSGSRSV1', statements.filter(isCard));
  yield '</OFX>\n';
}

function signOn(madeAt: Date): string {
  const server = element('DTSERVER', ofxInstant(madeAt)) + element('LANGUAGE', 'ENG');
  return group('SIGNONMSGSRSV1', group('SONRS', succeeded() + server));
}

/** A message set may not be empty. */
async function* messageSet(name: string, statements: readonly OfxStatement[]): AsyncGenerator<string> {
  if (statements.length === 0) return;
  yield `<${name}>\n`;
  for (const statement of statements) yield* ofxStatement(statement);
  yield `</${name}>\n`;
}
