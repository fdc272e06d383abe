/** /link/token/create and /link/token/get. */
import { ACCESS_TOKEN, endpoint } from '../endpoint.ts';
import { wireSession } from '../wire-link.ts';
import { CREATE_FIELDS } from './link-fields.ts';
import { linkRequestOf } from './link-request.ts';

export const linkTokenCreate = endpoint(CREATE_FIELDS, (body, { plaid, requestId }) => {
  const link = plaid.links.create(linkRequestOf(body, plaid));
  const hosted = body.hosted_link ? { hosted_link_url: plaid.linkUrl(link.token, link.request) } : {};
  const user = link.request.userId === null ? {} : { user_id: link.request.userId };
  return {
    expiration: link.expiresAt.toISOString(),
    ...hosted,
    link_token: link.token,
    request_id: requestId,
    ...user,
  };
});

export const linkTokenGet = endpoint({ link_token: ACCESS_TOKEN }, (body, { plaid, requestId }) => {
  const { token, request, createdAt, expiresAt, sessions } = plaid.links.find(body.link_token);
  const user = request.userId === null ? {} : { user_id: request.userId };
  const filters = request.accountFilters === null ? {} : { account_filters: request.accountFilters };
  const opened = sessions.length === 0 ? {} : { link_sessions: sessions.map(wireSession) };
  return {
    created_at: createdAt.toISOString(),
    expiration: expiresAt.toISOString(),
    link_token: token,
    ...opened,
    metadata: {
      ...filters,
      client_name: request.clientName,
      country_codes: request.countryCodes,
      initial_products: request.products,
      language: request.language,
      redirect_uri: request.redirectUri,
      webhook: request.webhook,
    },
    request_id: requestId,
    ...user,
  };
});
