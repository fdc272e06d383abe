/** Which locale a reader gets, out of a fixed and tested set. */

/** The first of each language stands for its other regions; the first of all is the default. */
export const LOCALES = [
  'en-US',
  'en-GB',
  'en-CA',
  'en-AU',
  'en-IE',
  'en-NZ',
  'en-IN',
  'de-DE',
  'de-CH',
  'fr-FR',
  'fr-CA',
  'es-ES',
  'es-US',
  'es-MX',
  'nl-NL',
  'it-IT',
  'pt-BR',
  'pt-PT',
  'sv-SE',
  'da-DK',
  'nb-NO',
  'pl-PL',
  'ja-JP',
] as const;

/** Browsers send under a hundred characters; what comes after these is not read. */
const LONGEST_HEADER = 500;

/** The best tested locale for an Accept-Language header; en-US where none fits. Never throws. */
export function chooseLocale(acceptLanguage: string | undefined): string {
  const ranges = (acceptLanguage ?? '')
    .slice(0, LONGEST_HEADER)
    .split(',')
    .map(parseRange)
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of ranges) {
    const locale = findLocale(tag);
    if (locale) return locale;
  }
  return LOCALES[0];
}

function parseRange(range: string): { tag: string; quality: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  return { tag, quality: q === undefined ? 1 : Number(q.slice(2)) };
}

function findLocale(tag: string): string | undefined {
  const language = tag.split('-')[0];
  return (
    LOCALES.find((locale) => locale.toLowerCase() === tag) ??
    LOCALES.find((locale) => locale.split('-')[0] === language)
  );
}
