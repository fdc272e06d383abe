/** Loaded beside a contestant as it is: tells what the process has used. The same few lines in each of them. */

import { hearOrders } from './orders.mjs';

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
