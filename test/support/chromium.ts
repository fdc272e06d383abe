/** Where Chromium, or a browser based on it, is on this machine. */

import path from 'node:path';
import { findProgram } from './find-program.ts';

/** First the one without windows, which does less for the same pages. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** Where installers put it without adding it to PATH. */
const PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: NAMES.flatMap((name) => [`/usr/bin/${name}`, `/snap/bin/${name}`]),
  darwin: ['Chromium', 'Google Chrome'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) =>
    ['Chromium', 'Google\\Chrome'].map((name) => `%${variable}%\\${name}\\Application\\chrome.exe`),
  ),
};

/** CHROMIUM_PATH, else the first one on PATH or in a usual place; null where there is none. */
export function findChromium(
  env: NodeJS.ProcessEnv = process.env,
  places = PLACES[process.platform] ?? [],
): string | null {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH;
  const folders = (env.PATH ?? '').split(path.delimiter);
  const onPath = NAMES.map((name) => findProgram(name, folders));
  const inPlaces = places
    .map((place) => place.replace(/%(.+)%/, (_, variable: string) => env[variable] ?? ''))
    .map((place) => findProgram(path.basename(place), [path.dirname(place)]));
  return [...onPath, ...inPlaces].find((file) => file !== null) ?? null;
}
