import { mutationOf } from './settings.mjs';

export default mutationOf('bank', 90);
