/** Reads environment variables one at a time; a wrong value adds a fault and the fallback is used. */

export type Environment = Readonly<Record<string, string | undefined>>;
export type Reader = ReturnType<typeof createReader>;

/** A reader that adds a sentence to `faults` for each variable that is not as it must be. */
export function createReader(env: Environment, faults: string[]) {
  const text = (name: string) => env[name]?.trim() || undefined;
  return {
    text,
    wholeNumber(name: string, fallback: number, least: number, most: number): number {
      const given = text(name) ?? String(fallback);
      const number = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
      if (number >= least && number <= most) return number;
      faults.push(`${name} must be a whole number from ${least} to ${most}.`);
      return fallback;
    },
    oneOf<T extends string>(name: string, choices: readonly T[], fallback: T): T {
      const choice = choices.find((known) => known === (text(name) ?? fallback));
      if (choice === undefined) faults.push(`${name} must be one of: ${choices.join(', ')}.`);
      return choice ?? fallback;
    },
    secret(name: string, leastLength: number): string | null {
      const given = text(name) ?? null;
      if (given !== null && given.length < leastLength) {
        faults.push(`${name} must have at least ${leastLength} characters.`);
      }
      return given;
    },
    address(name: string, fallback: string): URL {
      const given = text(name) ?? fallback;
      if (URL.canParse(given) && /^https?:/.test(given)) return new URL(given);
      faults.push(`${name} must be an address that begins with https:// or http://.`);
      return new URL(fallback);
    },
  };
}
