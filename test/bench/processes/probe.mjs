/** Loaded beside each contestant: tells what its process has used. */

import { hearOrders } from '../../support/orders.mjs';

hearOrders({
  used() {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    return {
      cpuMs: (userCPUTime + systemCPUTime) / 1000,
      memoryMb: process.memoryUsage.rss() / 1024 ** 2,
      peakMemoryMb: maxRSS / 1024,
    };
  },
});
