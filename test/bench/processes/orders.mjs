/** The child's end of its channel: answers each order with what its function gives. */

/** Hears orders from now on; each is a name and details, and the answer is what that function gives or resolves to. */
export function hearOrders(orders) {
  process.on('message', async ({ id, order, ...details }) => {
    try {
      process.send({ id, value: await orders[order](details) });
    } catch (error) {
      process.send({ id, error: String(error?.stack ?? error) });
    }
  });
}
