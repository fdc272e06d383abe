import type { ChildProcess } from 'node:child_process';

export type Ask = <T = void>(order: string, details?: object) => Promise<T>;
export function hearOrders(orders: Readonly<Record<string, (details: never) => unknown>>): void;
export function ordersTo(child: ChildProcess): Ask;
