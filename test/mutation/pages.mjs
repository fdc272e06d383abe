import { mutationOf } from './settings.mjs';

export default mutationOf('pages', 90, { vitestConfig: 'one-process.config.ts' });
