/** Orders from a program to its child process, over the channel between them: each is a name and details. */

/** In the child: answers each order with what the function of its name gives or resolves to. */
export function hearOrders(orders) {
  process.on('message', async ({ id, order, ...details }) => {
    try {
      process.send({ id, value: await orders[order](details) });
    } catch (error) {
      process.send({ id, error: String(error?.stack ?? error) });
    }
  });
}

/** In the program: a function that gives the child an order, and resolves to the answer. */
export function ordersTo(child) {
  const waiting = new Map();
  child.on('message', ({ id, value, error }) => {
    const { order, resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(value);
    else reject(new Error(`${order}: ${error}`));
  });
  child.once('exit', (code) => {
    for (const { order, reject } of waiting.values())
      reject(new Error(`${order}: the child ended with ${code}`));
  });
  let count = 0;
  return (order, details = {}) =>
    new Promise((resolve, reject) => {
      const id = ++count;
      waiting.set(id, { order, resolve, reject });
      child.send({ id, order, ...details });
    });
}
