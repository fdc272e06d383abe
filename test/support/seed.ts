/** The same random cases in every run, so that a failure comes of the last change; `SEED=1 npm test` tries others. */

import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_251_126) });
