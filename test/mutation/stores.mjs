import { mutationOf } from './settings.mjs';

export default mutationOf('stores', 90);
