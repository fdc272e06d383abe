/** A section of a page: a promise of its model. */

/** The model of each section, by its id: src/features/view-models.ts declares them into it. */
// biome-ignore lint/suspicious/noEmptyInterface: what stands in it is declared in src/features/view-models.ts
export interface SectionModels {}

/** A section's name everywhere: slot, view, class and test. */
export type SectionId = keyof SectionModels;

interface SectionOf<Id extends SectionId> {
  readonly id: Id;
  readonly title: string;
  /** What stands in its place until it comes. */
  readonly skeleton: 'figure' | 'lines' | 'picture' | 'nothing';
  /** What its place says after some seconds, where more than "some banks take a while" is known. */
  readonly late?: string;
  /** A version that stands until the final one comes; it resolves to null when the final one was as quick. */
  readonly early?: Promise<SectionModels[Id] | null>;
  /** Null when there is nothing to show: its place goes, and the head of the page says why. */
  readonly final: Promise<SectionModels[Id] | null>;
}

/** Any of them, each with the model of its own view. */
export type Section = { [Id in SectionId]: SectionOf<Id> }[SectionId];
