/** Transactions in Plaid's words, with the gaps that banks leave. */
import { idFrom } from './ids.ts';
import { behaviourOf, type Item } from './item.ts';
import { accountIdOf, currencyOf, toDecimal } from './wire-account.ts';
import { formatDay } from './world/days.ts';
import type { Entry } from './world/entry.ts';
import { type Ledger, shownDay } from './world/ledger.ts';
import type { Merchant } from './world/merchant.ts';
import { type Random, randomOf } from './world/random.ts';

const UNCATEGORISED_SHARE = 0.05;
const UNNAMED_SHARE = 0.03;

/** Plaid's transaction object of an entry. */
export function wireTransaction(item: Item, ledger: Ledger, entry: Entry, withOriginal: boolean): object {
  const { merchant, day, postDay } = entry;
  const random = randomOf(entry.key);
  const isPending = postDay > ledger.today;
  const pendingId = postDay > day ? idFrom(`${item.id}/${entry.key}/pending`) : null;
  const account = ledger.accounts[entry.account];
  if (account === undefined) throw new Error('an entry has no account');
  const text = bankText(merchant, random);
  const isNamed = random() >= UNNAMED_SHARE;
  const entityId = merchant.party === 'financial_institution' ? null : merchant.entityId;
  return {
    account_id: accountIdOf(item, entry.account),
    account_owner: null,
    amount: toDecimal(entry.amountMinor, account.decimals),
    authorized_date: formatDay(day),
    authorized_datetime: null,
    category: null,
    category_id: null,
    check_number: null,
    counterparties: isNamed ? [counterparty(merchant, entityId)] : [],
    date: formatDay(shownDay(entry, ledger.today)),
    datetime: null,
    ...currencyOf(account),
    location: location(merchant, random),
    logo_url: null,
    merchant_entity_id: isNamed ? entityId : null,
    merchant_name: isNamed ? merchant.name : null,
    name: isNamed ? merchant.name : text,
    original_description: withOriginal ? text : null,
    payment_channel: merchant.channel,
    payment_meta: NO_PAYMENT_META,
    pending: isPending,
    pending_transaction_id: isPending || behaviourOf(item).tellsTwice ? null : pendingId,
    personal_finance_category: random() < UNCATEGORISED_SHARE ? null : category(merchant, random),
    personal_finance_category_icon_url: `https://plaid-category-icons.plaid.com/PFC_${merchant.primary}.png`,
    transaction_code: null,
    transaction_id: isPending && pendingId !== null ? pendingId : idFrom(`${item.id}/${entry.key}`),
    transaction_type: merchant.channel === 'in store' ? 'place' : 'special',
    website: merchant.channel === 'online' ? websiteOf(merchant) : null,
  };
}

const NO_PAYMENT_META = {
  by_order_of: null,
  payee: null,
  payer: null,
  payment_method: null,
  payment_processor: null,
  ppd_id: null,
  reason: null,
  reference_number: null,
};

function bankText({ text }: Merchant, random: Random): string {
  return text.replaceAll('#', () => String(Math.floor(random() * 10)));
}

function counterparty(merchant: Merchant, entityId: string | null): object {
  return {
    confidence_level: 'VERY_HIGH',
    entity_id: entityId,
    logo_url: null,
    name: merchant.name,
    type: merchant.party,
    website: merchant.channel === 'online' ? websiteOf(merchant) : null,
  };
}

function location({ place }: Merchant, random: Random): object {
  const [city, region] = place ?? [null, null];
  return {
    address: place && random() < 0.6 ? `${100 + Math.floor(random() * 8000)} Alder St` : null,
    city,
    country: region && /^[A-Z]{2}$/.test(region) ? 'US' : null,
    lat: null,
    lon: null,
    postal_code: null,
    region,
    store_number: place && random() < 0.4 ? String(Math.floor(random() * 9000)) : null,
  };
}

function category({ primary, detailed }: Merchant, random: Random): object {
  const share = random();
  const confidence = share < 0.6 ? 'VERY_HIGH' : share < 0.85 ? 'HIGH' : share < 0.95 ? 'MEDIUM' : 'LOW';
  return { confidence_level: confidence, detailed, primary, version: 'v2' };
}

/** A host name under .example, which belongs to nobody. */
function websiteOf({ name }: Merchant): string {
  return `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '') || 'shop'}.example`;
}
