import { mutationOf } from './stryker.mjs';

export default mutationOf({ mutate: ['src/http/**/*.ts'], leastPercent: 95 });
