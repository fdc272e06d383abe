/** Which locale a reader gets, out of a fixed and tested set. */

import { match } from '@formatjs/intl-localematcher';

/** Where CLDR finds several as near, the first of them is taken. The Spanish of America differs in its decimal sign. */
export const LOCALES: readonly string[] = [
  ...['en-US', 'en-GB', 'en-CA', 'en-AU', 'en-IE', 'en-NZ', 'en-IN', 'de-DE', 'de-CH', 'fr-FR', 'fr-CA'],
  ...['es-ES', 'es-US', 'es-MX', 'es-AR', 'es-CL', 'es-CO', 'nl-NL', 'it-IT', 'pt-BR', 'pt-PT', 'sv-SE'],
  ...['da-DK', 'nb-NO', 'pl-PL', 'ja-JP'],
];
const DEFAULT_LOCALE = 'en-US';
/** Browsers send fewer languages; what comes after these is not looked at. */
const MAX_TAGS = 20;

/**
 * The tested locale that is nearest to the tags of a reader's Accept-Language, the best first: by CLDR's distances of
 * languages and regions (UTS #35, Language Matching); en-US where none is near.
 */
export function chooseLocale(tags: readonly string[]): string {
  return match(tags.slice(0, MAX_TAGS).filter(isTag), LOCALES, DEFAULT_LOCALE);
}

/** Whether it is a language tag at all (BCP 47). */
function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
