/** Hears orders from now on; each is a name and details, and the answer is what that function gives or resolves to. */
export function hearOrders(orders: Readonly<Record<string, (details: never) => unknown>>): void;
