/** One linked bank as its owner's browser keeps it, packed small so that twenty-eight fit into the cookies of one site. */

/** What is needed to ask for a bank again, and to name it when Plaid cannot be reached. */
export interface Connection {
  readonly accessToken: string;
  readonly itemId: string;
  /** The user of Plaid's that the Item belongs to; null where there was none to be had. */
  readonly userId: string | null;
  readonly institutionId: string | null;
  readonly institutionName: string;
  readonly linkedAt: Date;
  /**
   * What its accounts are recognised by when the bank is linked anew and this Item no longer tells them: the digests of
   * `toAccountMarks`, of the first few. Left out where none are known, as in cookies of earlier versions.
   */
  readonly accountDigests?: readonly string[];
}

/** Plaid's, as its access tokens name them; a packed token says its own by its place here. */
const ENVIRONMENTS = ['sandbox', 'production'] as const;
export type PlaidEnvironment = (typeof ENVIRONMENTS)[number];
/** Plaid's usual access token is a uuid behind a prefix; as 16 bytes it is a third as long. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ANY_TOKEN = 0xff;
const MAX_NAME_BYTES = 40;
const DIGEST_BYTES = 3;
/** One in common is enough to recognise a login, and more would leave no room for twenty-eight banks. */
export const MOST_DIGESTS = 8;
/** Of the length that Plaid's have. */
const ANY_USUAL_TOKEN = `${prefixOf('production')}00000000-0000-0000-0000-000000000000`;
const ANY_USUAL_ITEM_ID = '0'.repeat(37);
const ANY_LONG_NAME = '0'.repeat(MAX_NAME_BYTES);

/** One byte that says the token's form, the token, when it was linked, length-prefixed texts, and digests to the end. */
export function packConnection(connection: Connection): Buffer {
  const linkedAt = Buffer.alloc(4);
  linkedAt.writeUInt32BE(Math.floor(connection.linkedAt.getTime() / 1000));
  return Buffer.concat([
    packToken(connection.accessToken),
    linkedAt,
    packText(connection.itemId),
    packText(connection.userId ?? ''),
    packText(connection.institutionId ?? ''),
    packText(shortName(connection.institutionName)),
    ...(connection.accountDigests ?? []).slice(0, MOST_DIGESTS).map((digest) => Buffer.from(digest, 'hex')),
  ]);
}

/** As many bytes as a connection will have whose token, and perhaps its bank's name, are not known yet. */
export function packUnexchanged(
  known: Pick<Connection, 'userId' | 'institutionId' | 'accountDigests'> & {
    readonly institutionName: string | null;
  },
): Buffer {
  return packConnection({
    ...known,
    accessToken: ANY_USUAL_TOKEN,
    itemId: ANY_USUAL_ITEM_ID,
    institutionName: known.institutionName ?? ANY_LONG_NAME,
    linkedAt: new Date(0),
  });
}

/** The connection, or null when the bytes are not one. */
export function unpackConnection(bytes: Buffer): Connection | null {
  const reader = new Reader(bytes);
  try {
    const connection = {
      accessToken: unpackToken(reader),
      linkedAt: new Date(reader.take(4).readUInt32BE() * 1000),
      itemId: unpackText(reader),
      userId: unpackText(reader) || null,
      institutionId: unpackText(reader) || null,
      institutionName: unpackText(reader),
    };
    const accountDigests: string[] = [];
    while (!reader.isAtEnd) accountDigests.push(reader.take(DIGEST_BYTES).toString('hex'));
    return accountDigests.length > 0 ? { ...connection, accountDigests } : connection;
  } catch {
    return null;
  }
}

/** The environment of Plaid's that a token of the usual form belongs to; null for any other token. */
export function environmentOf(accessToken: string): PlaidEnvironment | null {
  const named = ENVIRONMENTS.find((environment) => accessToken.startsWith(prefixOf(environment)));
  return named && UUID.test(accessToken.slice(prefixOf(named).length)) ? named : null;
}

function prefixOf(environment: PlaidEnvironment): string {
  return `access-${environment}-`;
}

function packToken(token: string): Buffer {
  const environment = environmentOf(token);
  if (environment === null) return Buffer.concat([Buffer.from([ANY_TOKEN]), packText(token)]);
  const uuid = token.slice(prefixOf(environment).length);
  const form = ENVIRONMENTS.indexOf(environment);
  return Buffer.concat([Buffer.from([form]), Buffer.from(uuid.replaceAll('-', ''), 'hex')]);
}

function unpackToken(reader: Reader): string {
  const form = reader.take(1).readUInt8();
  if (form === ANY_TOKEN) return unpackText(reader);
  const environment = ENVIRONMENTS[form];
  if (!environment) throw new RangeError('unknown form of token');
  const hex = reader.take(16).toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return prefixOf(environment) + parts.join('-');
}

function packText(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function unpackText(reader: Reader): string {
  return reader.take(reader.take(2).readUInt16BE()).toString();
}

/** Cut between characters, never inside one; an ellipsis says that it was longer. */
function shortName(name: string): string {
  if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  let short = '';
  for (const character of name) {
    if (Buffer.byteLength(`${short}${character}…`) > MAX_NAME_BYTES) break;
    short += character;
  }
  return `${short.trimEnd()}…`;
}

/** Takes bytes from the front; throws a RangeError when too few are left. */
class Reader {
  #rest: Buffer;

  constructor(bytes: Buffer) {
    this.#rest = bytes;
  }

  get isAtEnd(): boolean {
    return this.#rest.length === 0;
  }

  take(count: number): Buffer {
    if (this.#rest.length < count) throw new RangeError('a connection ends too early');
    const taken = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(count);
    return taken;
  }
}
