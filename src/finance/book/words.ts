/** How texts are compared: without case and accents, and those of a book by whole words of letters and digits. */

const IS_ASCII = /^[ -~]*$/;
const ASCII_WORDS = /[a-z0-9]+/g;
const WORDS = /[\p{L}\p{N}]+/gu;

/** A text's words, folded. */
export function wordsOf(text: string): string[] {
  return (IS_ASCII.test(text) ? text.toLowerCase().match(ASCII_WORDS) : fold(text).match(WORDS)) ?? [];
}

/**
 * A text as it is compared with another: without case, accents and spaces around it, and with Unicode's many forms of a
 * letter as one (NFKD). Most bank text is ASCII, where lower case is all there is to do.
 */
export function fold(text: string): string {
  const bare = IS_ASCII.test(text) ? text : text.normalize('NFKD').replaceAll(/\p{Mn}/gu, '');
  return bare.toLowerCase().trim();
}

/** What begins with the same words: what ends here, and by the next word what goes on. */
interface Node<T> {
  readonly ends: T[];
  readonly next: Map<string | undefined, Node<T>>;
}

/**
 * Finds what has its words in a text, one after the other, in one pass over the text however much is looked for.
 * It is made for fifty thousand texts of a bank: words that nobody looks for are never cut out.
 */
export function createFinder<T extends { readonly words: readonly string[] }>(
  sought: readonly T[],
): (text: string) => readonly T[] {
  const root: Node<T> = { ends: [], next: new Map() };
  for (const one of sought) nodeOf(root, one.words).ends.push(one);
  const known = byHash(new Set(sought.flatMap(({ words }) => words)));
  return (text) => {
    const words = IS_ASCII.test(text) ? knownWords(text.toLowerCase(), known) : wordsOf(text);
    let found: T[] | null = null;
    for (let start = 0; start < words.length; start++) {
      let node = root.next.get(words[start]);
      for (let index = start + 1; node !== undefined; index++) {
        if (node.ends.length > 0) found = found ? [...found, ...node.ends] : node.ends;
        node = node.next.get(words[index]);
      }
    }
    return found ?? NOTHING;
  };
}

const NOTHING: readonly never[] = [];

function nodeOf<T>(root: Node<T>, words: readonly string[]): Node<T> {
  let node = root;
  for (const word of words) {
    const next = node.next.get(word) ?? { ends: [], next: new Map() };
    node.next.set(word, next);
    node = next;
  }
  return node;
}

/** The words of a text in small letters of ASCII; undefined for each that is not known, and nothing where none is. */
function knownWords(
  text: string,
  known: ReadonlyMap<number, readonly string[]>,
): readonly (string | undefined)[] {
  let words: (string | undefined)[] | null = null;
  let hash = 0;
  let start = 0;
  for (let index = 0; index <= text.length; index++) {
    const code = index < text.length ? text.charCodeAt(index) : 0;
    if ((code >= A && code <= Z) || (code >= ZERO && code <= NINE)) {
      hash = withLetter(hash, code);
      continue;
    }
    if (index > start) {
      const word = wordAt(text, start, index - start, known.get(hash));
      if (words) words.push(word);
      else if (word !== undefined) words = [word];
    }
    hash = 0;
    start = index + 1;
  }
  return words ?? NOTHING;
}

/** Two words may have one hash. */
function wordAt(
  text: string,
  start: number,
  length: number,
  candidates: readonly string[] | undefined,
): string | undefined {
  if (candidates === undefined) return undefined;
  for (const word of candidates) if (word.length === length && text.startsWith(word, start)) return word;
  return undefined;
}

const [A = 0, Z = 0, ZERO = 0, NINE = 0] = Array.from('az09', (letter) => letter.charCodeAt(0));

function byHash(words: ReadonlySet<string>): ReadonlyMap<number, readonly string[]> {
  const groups = new Map<number, string[]>();
  for (const word of words) {
    let hash = 0;
    for (let index = 0; index < word.length; index++) hash = withLetter(hash, word.charCodeAt(index));
    groups.set(hash, [...(groups.get(hash) ?? []), word]);
  }
  return groups;
}

function withLetter(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}
