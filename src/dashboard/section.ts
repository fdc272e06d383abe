/** A section of a page on its way: what it will print, or what to say in its place. */

import type { WithGaps } from './gaps.ts';
import type { AccountsModel } from './sections/accounts.ts';
import type { Attention } from './sections/attention.ts';
import type { ByCategoryModel } from './sections/by-category.ts';
import type { CashFlowModel } from './sections/cash-flow.ts';
import type { CreditModel } from './sections/credit.ts';
import type { LatestModel } from './sections/latest.ts';
import type { MerchantsModel } from './sections/merchants.ts';
import type { MonthSoFarModel } from './sections/month-so-far.ts';
import type { NetWorthModel } from './sections/net-worth.ts';
import type { RecurringModel } from './sections/recurring.ts';
import type { SpendingModel } from './sections/spending.ts';
import type { UpcomingModel } from './sections/upcoming.ts';

/** What each section prints, by its id. */
export interface SectionModels {
  readonly attention: Attention;
  readonly 'net-worth': WithGaps<NetWorthModel>;
  readonly 'month-so-far': WithGaps<MonthSoFarModel>;
  readonly accounts: WithGaps<AccountsModel>;
  readonly 'cash-flow': WithGaps<CashFlowModel>;
  readonly spending: WithGaps<SpendingModel>;
  readonly upcoming: WithGaps<UpcomingModel>;
  readonly latest: WithGaps<LatestModel>;
  readonly 'by-category': WithGaps<ByCategoryModel>;
  readonly merchants: WithGaps<MerchantsModel>;
  readonly recurring: WithGaps<RecurringModel>;
  readonly credit: CreditModel;
}

/** A section's name everywhere: slot, view, class and test. */
export type SectionId = keyof SectionModels;

interface SectionOf<Id extends SectionId> {
  readonly id: Id;
  readonly title: string;
  /** What stands in its place until it comes. */
  readonly skeleton: 'figure' | 'lines' | 'picture' | 'nothing';
  /** A version that stands until the final one comes; null when the final one is as quick. */
  readonly early?: Promise<SectionOutcome<SectionModels[Id]> | null>;
  /** Null when the section is not needed after all. */
  readonly final: Promise<SectionOutcome<SectionModels[Id]> | null>;
}

/** Any of them, each with the model of its own view. */
export type Section = { [Id in SectionId]: SectionOf<Id> }[SectionId];

/** `waiting`: time alone will mend it. `failed`: it has to be asked again. */
export type SectionOutcome<Model extends object = object> =
  | { readonly state: 'ready'; readonly model: Model }
  | { readonly state: 'waiting' | 'failed'; readonly sentence: string };
