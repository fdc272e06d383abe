/** The webhook that ends a session on a hosted Link page. */
import type { Link, LinkSession } from '../links.ts';

/** Plaid's SESSION_FINISHED. */
export function sessionFinished({ token, request }: Link, { id, added }: LinkSession) {
  const public_tokens = added.map(({ publicToken }) => publicToken);
  return {
    environment: 'sandbox',
    link_session_id: id,
    link_token: token,
    public_tokens,
    status: public_tokens.length > 0 || request.updates !== null ? 'SUCCESS' : 'EXITED',
    webhook_code: 'SESSION_FINISHED',
    webhook_type: 'LINK',
    ...(request.userId === null ? {} : { user_id: request.userId }),
  };
}
