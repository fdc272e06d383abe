/** Which locale a reader gets, out of a fixed and tested set. */

import { match } from '@formatjs/intl-localematcher';

/** Where CLDR finds several as near, the first of them is taken. The Spanish of America differs in its decimal sign. */
export const LOCALES: readonly string[] = [
  ...['en-US', 'en-GB', 'en-CA', 'en-AU', 'en-IE', 'en-NZ', 'en-IN', 'de-DE', 'de-CH', 'fr-FR', 'fr-CA'],
  ...['es-ES', 'es-US', 'es-MX', 'es-AR', 'es-CL', 'es-CO', 'nl-NL', 'it-IT', 'pt-BR', 'pt-PT', 'sv-SE'],
  ...['da-DK', 'nb-NO', 'pl-PL', 'ja-JP'],
];
const DEFAULT_LOCALE = 'en-US';
const LANGUAGES: ReadonlySet<string> = new Set(LOCALES.map((locale) => new Intl.Locale(locale).language));
const LANGUAGE_NAMES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const REGION_NAMES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
/** Browsers send fewer languages; what comes after these is not looked at. */
const MAX_TAGS = 20;

/**
 * The tested locale that is nearest to the tags of a reader's Accept-Language, the best first: by CLDR's distances of
 * languages and regions (UTS #35, Language Matching); en-US where none is near.
 */
export function chooseLocale(tags: readonly string[]): string {
  return match(tags.slice(0, MAX_TAGS).flatMap(knownPart), LOCALES, DEFAULT_LOCALE);
}

/**
 * The language of a tag, with its region where it is a language of ours; none where there is no such language. The matcher
 * remembers every tag for good, so it is given no other, of which a stranger could make up millions.
 */
function knownPart(tag: string): string[] {
  try {
    const { language, region } = new Intl.Locale(tag);
    if (LANGUAGE_NAMES.of(language) === undefined) return [];
    const isWithRegion = LANGUAGES.has(language) && region && REGION_NAMES.of(region) !== undefined;
    return [isWithRegion ? `${language}-${region}` : language];
  } catch {
    return [];
  }
}
