import { mutationOf } from './settings.mjs';

export default mutationOf('crypto', 90);
