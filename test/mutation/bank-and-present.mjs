import { mutationOf } from './stryker.mjs';

export default mutationOf({ mutate: ['src/bank/**/*.ts', 'src/present/**/*.ts'], leastPercent: 90 });
