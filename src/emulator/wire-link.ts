/** Link sessions in Plaid's words. */
import { newRequestId } from './ids.ts';
import type { LinkSession } from './links.ts';
import { PlaidFault } from './plaid-error.ts';

/** One entry of link_sessions. */
export function wireSession(session: LinkSession): object {
  const base = {
    events: [],
    finished_at: session.finishedAt?.toISOString() ?? null,
    link_session_id: session.id,
    started_at: session.startedAt.toISOString(),
  };
  // Plaid does not say whether it tells of banks before the last one is linked: a client must bear that it does.
  const hasResults = session.outcome !== 'open' || session.added.length > 0;
  return {
    ...base,
    ...(session.outcome === 'gave up' ? exits(session) : {}),
    ...(hasResults ? { results: results(session) } : {}),
  };
}

function results({ added }: LinkSession): object {
  const items = added.map(({ publicToken, institution, accounts }) => ({
    accounts,
    institution,
    public_token: publicToken,
  }));
  return {
    bank_income_results: [],
    cra_item_add_results: [],
    cra_update_results: [],
    document_income_results: null,
    item_add_results: items,
    payroll_income_results: [],
  };
}

/** What Plaid tells of someone who gave up, under its present and its deprecated name. */
function exits({ id, refusal }: LinkSession): object {
  const request_id = newRequestId();
  const exit = {
    error: refusal && new PlaidFault(refusal.code).body(request_id),
    metadata: {
      institution: refusal?.institution ?? null,
      link_session_id: id,
      request_id,
      status: refusal ? 'requires_account_selection' : 'requires_credentials',
    },
  };
  return { exit, on_exit: exit };
}
