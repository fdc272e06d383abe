/** A section of a page on its way: what it will print, or what to say in its place. */

export interface Section {
  /** Its name everywhere: slot, view, class and test. */
  readonly id: string;
  readonly title: string;
  /** What stands in its place until it comes. */
  readonly skeleton: 'figure' | 'lines' | 'picture' | 'nothing';
  /** A version that stands until the final one comes; null when the final one is as quick. */
  readonly early?: Promise<SectionOutcome | null>;
  /** Null when the section is not needed after all. */
  readonly final: Promise<SectionOutcome | null>;
}

/** `waiting`: time alone will mend it. `failed`: it has to be asked again. */
export type SectionOutcome =
  | { readonly state: 'ready'; readonly model: object }
  | { readonly state: 'waiting' | 'failed'; readonly sentence: string };
