/** The same random cases in every run, so that a failure is of the change at hand; `SEED=1 npm test` tries others. */

import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_251_126) });
