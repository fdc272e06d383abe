import { mutationOf } from './settings.mjs';

export default mutationOf('dashboard', 90, { vitestConfig: 'one-process.config.ts' });
