/** Finds many pieces of text in one pass over a text. */

export interface Pieces<Kind> {
  /** A piece has at least four characters. False for one that is there already. */
  add(piece: string, kind: Kind): boolean;
  /** Every place of each of them in a text. */
  findIn(text: string): { readonly kind: Kind; readonly at: number; readonly piece: string }[];
}

/** Of the last four characters, which are hashed in steps of four bits. */
const HASH_MASK = 0xffff;
const HASHED = 4;

export function createPieces<Kind>(): Pieces<Kind> {
  const kinds = new Map<string, Kind>();
  /** By the hash of the first four characters: whether any piece begins so, and which do. */
  const begins = new Uint8Array(HASH_MASK + 1);
  const byHash = new Map<number, string[]>();

  function hashOf(piece: string): number {
    let hash = 0;
    for (let at = 0; at < HASHED; at++) hash = ((hash << 4) ^ piece.charCodeAt(at)) & HASH_MASK;
    return hash;
  }

  return {
    add(piece, kind) {
      if (kinds.has(piece)) return false;
      kinds.set(piece, kind);
      const hash = hashOf(piece);
      begins[hash] = 1;
      byHash.set(hash, [...(byHash.get(hash) ?? []), piece]);
      return true;
    },
    findIn(text) {
      const found: { kind: Kind; at: number; piece: string }[] = [];
      let hash = 0;
      for (let end = 0; end < text.length; end++) {
        hash = ((hash << 4) ^ text.charCodeAt(end)) & HASH_MASK;
        if (begins[hash] !== 1) continue;
        const at = end - HASHED + 1;
        for (const piece of byHash.get(hash) ?? []) {
          if (text.startsWith(piece, at)) found.push({ kind: kinds.get(piece) as Kind, at, piece });
        }
      }
      return found;
    },
  };
}
