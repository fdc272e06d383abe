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

const NOTHING: readonly never[] = [];
/** A bank's text has no bound of its own. No more than this of one is looked at. */
const MOST_LOOKED_AT = 500;

/** After some words one after the other: what is sought with just these, and by the next word what goes on. */
interface Node<T> {
  readonly ends: T[];
  /** Most nodes have none. */
  next: Map<string, Node<T>> | null;
  /** The most of its last words that something sought begins with; the root has none. */
  shorter: Node<T> | null;
  /** Of its last words, the most that something sought ends with. */
  endsShorter: Node<T> | null;
  /** The text in which it was found last, by its number. */
  foundIn: number;
}

/**
 * Finds what has its words in a text, one after the other, in one pass over the text however much is looked for
 * (Aho and Corasick 1975, with words for letters). Each is found once: a text costs at most its words and what is sought.
 */
export function createFinder<T extends { readonly words: readonly string[] }>(
  sought: readonly T[],
): (text: string) => readonly T[] {
  const root = newNode<T>();
  for (const one of sought) nodeOf(root, one.words).ends.push(one);
  linkShorter(root);
  const hashes = new Uint8Array(HASHES);
  for (const { words } of sought) for (const word of words) hashes[hashOf(word)] = 1;
  let number = 0;
  let found: T[] | null = null;
  let node = root;
  function take(word: string | null): void {
    node = (word === null ? null : after(node, word)) ?? root;
    let end = node.ends.length > 0 ? node : node.endsShorter;
    for (; end !== null && end.foundIn !== number; end = end.endsShorter) {
      end.foundIn = number;
      found ??= [];
      found.push(...end.ends);
    }
  }
  return (text) => {
    number++;
    found = null;
    node = root;
    forEachWord(text.slice(0, MOST_LOOKED_AT), hashes, take);
    return found ?? NOTHING;
  };
}

/**
 * Tells a text's words in turn; null for one whose hash is none of these. Nearly all words of a bank's text are in no
 * rule, and to make and look up a string for each is most of the work.
 */
function forEachWord(text: string, hashes: Uint8Array, take: (word: string | null) => void): void {
  if (!IS_ASCII.test(text)) {
    for (const word of wordsOf(text)) take(word);
    return;
  }
  let hash = 0;
  let start = -1;
  for (let at = 0; at <= text.length; at++) {
    const letter = at < text.length ? ASCII_LETTERS[text.charCodeAt(at)] : 0;
    if (letter) {
      if (start < 0) start = at;
      hash = nextHash(hash, letter);
    } else if (start >= 0) {
      take(hashes[hash] === 1 ? text.slice(start, at).toLowerCase() : null);
      hash = 0;
      start = -1;
    }
  }
}

/** Of each ASCII code the letter, in lower case, or digit; 0 for what is between words. */
const ASCII_LETTERS = Uint8Array.from({ length: 127 }, (_, code) => {
  const letter = String.fromCharCode(code).toLowerCase();
  return /[a-z0-9]/.test(letter) ? letter.charCodeAt(0) : 0;
});

/** Few enough for a table of all, and many times the words of a long book. */
const HASHES = 2 ** 14;

function nextHash(hash: number, letter: number): number {
  return (hash * 31 + letter) % HASHES;
}

function hashOf(word: string): number {
  let hash = 0;
  for (let at = 0; at < word.length; at++) hash = nextHash(hash, word.charCodeAt(at));
  return hash;
}

function newNode<T>(): Node<T> {
  return { ends: [], next: null, shorter: null, endsShorter: null, foundIn: 0 };
}

function nodeOf<T>(root: Node<T>, words: readonly string[]): Node<T> {
  let node = root;
  for (const word of words) {
    node.next ??= new Map();
    const next = node.next.get(word) ?? newNode<T>();
    node.next.set(word, next);
    node = next;
  }
  return node;
}

/** From few words to many, since a node's links are made of those of shorter ones. */
function linkShorter<T>(root: Node<T>): void {
  const nodes = [root];
  for (const node of nodes) {
    for (const [word, next] of node.next ?? NOTHING) {
      next.shorter = after(node.shorter, word) ?? root;
      next.endsShorter = next.shorter.ends.length > 0 ? next.shorter : next.shorter.endsShorter;
      nodes.push(next);
    }
  }
}

/** Where a word leads from a node or, where it leads nowhere, from the next shorter one; null where from none. */
function after<T>(from: Node<T> | null, word: string): Node<T> | null {
  for (let node = from; node !== null; node = node.shorter) {
    const next = node.next?.get(word);
    if (next !== undefined) return next;
  }
  return null;
}
