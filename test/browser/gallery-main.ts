/** `npm run gallery`: makes the gallery in dist/gallery/, and says which views it does not show. */

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeGallery, NOT_SHOWN } from './gallery.ts';

const folder = path.join(import.meta.dirname, '..', '..', 'dist', 'gallery');
const lacking = (await makeGallery(folder)).filter((name) => !NOT_SHOWN.includes(name));
process.stdout.write(`${pathToFileURL(path.join(folder, 'index.html'))}\n`);
for (const name of lacking) process.stdout.write(`Nowhere in it: views/${name}.ejs\n`);
process.exit(lacking.length > 0 ? 1 : 0);
