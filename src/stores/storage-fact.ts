/** One kind of thing that is stored, for however short a time. */
export interface StorageFact {
  readonly what: string;
  readonly where: string;
  readonly howLong: string;
  readonly whoCanRead: string;
  readonly howDeleted: string;
  /** Kept by this service beyond the moment in which a page is made. */
  readonly isKeptByUs: boolean;
}
