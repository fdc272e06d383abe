import { mutationOf } from './settings.mjs';

export default mutationOf('http', 95);
