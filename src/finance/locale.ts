/** Which locale a reader gets, out of a fixed and tested set. */

/** The first of each language stands for its other regions. */
export const LOCALES: readonly string[] = [
  ...['en-US', 'en-GB', 'en-CA', 'en-AU', 'en-IE', 'en-NZ', 'en-IN', 'de-DE', 'de-CH', 'fr-FR', 'fr-CA'],
  ...['es-ES', 'es-US', 'es-MX', 'nl-NL', 'it-IT', 'pt-BR', 'pt-PT', 'sv-SE', 'da-DK', 'nb-NO', 'pl-PL'],
  'ja-JP',
];
const DEFAULT_LOCALE = 'en-US';
/** Browsers send fewer languages; what comes after these is not looked at. */
const MAX_TAGS = 100;

/** The best tested locale for the tags that a reader's Accept-Language names, the best first; en-US where none fits. */
export function chooseLocale(tags: readonly string[]): string {
  return tags.slice(0, MAX_TAGS).map(findLocale).find(Boolean) ?? DEFAULT_LOCALE;
}

function findLocale(tag: string): string | undefined {
  const wanted = tag.toLowerCase();
  const language = wanted.split('-')[0];
  return (
    LOCALES.find((locale) => locale.toLowerCase() === wanted) ??
    LOCALES.find((locale) => locale.split('-')[0] === language)
  );
}
