/**
 * Making an Intl formatter costs more than a thousand uses of it, and a page prints hundreds of amounts. Each is kept
 * by a key; keys are made of tested locales, official currencies and options of our own, so there are never many.
 */
export function createIntlCache<Formatter>(): (key: string, make: () => Formatter) => Formatter {
  const formatters = new Map<string, Formatter>();
  return (key, make) => {
    let formatter = formatters.get(key);
    if (formatter === undefined) {
      formatter = make();
      formatters.set(key, formatter);
    }
    return formatter;
  };
}
