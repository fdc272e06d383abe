/** What both peers show of transactions: sums by month, category and merchant, and the latest. */

export function summaryOf(transactions) {
  return {
    byMonth: sumBy(transactions, ({ date }) => date.slice(0, 7)),
    byCategory: sumBy(transactions, (row) => row.personal_finance_category?.primary ?? 'OTHER'),
    byMerchant: sumBy(transactions, ({ merchant_name, name }) => merchant_name ?? name).slice(0, 10),
    latest: transactions.slice(0, 10),
  };
}

function sumBy(transactions, nameOf) {
  const sums = new Map();
  for (const row of transactions) sums.set(nameOf(row), (sums.get(nameOf(row)) ?? 0) + row.amount);
  return [...sums].map(([name, sum]) => ({ name, sum })).sort((a, b) => b.sum - a.sum);
}
