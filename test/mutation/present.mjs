import { mutationOf } from './settings.mjs';

export default mutationOf('present', 90);
