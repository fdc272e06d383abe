/** What each view reads, by its name: an unknown view, a missing field or a misspelt one does not compile. */

import type { WithGaps } from '../dashboard/gaps.ts';
import type { AccountsModel } from '../dashboard/sections/accounts.ts';
import type { Attention } from '../dashboard/sections/attention.ts';
import type { ByCategoryModel } from '../dashboard/sections/by-category.ts';
import type { CashFlowModel } from '../dashboard/sections/cash-flow.ts';
import type { CreditModel } from '../dashboard/sections/credit.ts';
import type { LatestModel } from '../dashboard/sections/latest.ts';
import type { MerchantsModel } from '../dashboard/sections/merchants.ts';
import type { MonthSoFarModel } from '../dashboard/sections/month-so-far.ts';
import type { NetWorthModel } from '../dashboard/sections/net-worth.ts';
import type { RecurringModel } from '../dashboard/sections/recurring.ts';
import type { SpendingModel } from '../dashboard/sections/spending.ts';
import type { UpcomingModel } from '../dashboard/sections/upcoming.ts';
import type { AccountPage } from './account.ts';
import type { DeletedPage } from './delete-me.ts';
import type { DisconnectPage } from './disconnect-link.ts';
import type { ErrorPageModel } from './error.ts';
import type { Frame } from './frame.ts';
import type { HomePage } from './home.ts';
import type { ReceiptPage } from './leave.ts';
import type { PrivacyPage } from './privacy.ts';
import type { SectionViewModels, UnknownSection } from './section-html.ts';
import type { SectionsEnd, SectionsPage } from './send-sections.ts';
import type { SetupPage, SetupTokenPage } from './setup.ts';
import type { SignInLimitPage, SignInPage } from './sign-in.ts';
import type { SignInConfirmPage } from './sign-in-confirm.ts';
import type { SpendingPage } from './spending.ts';
import type { TransactionsPage } from './transactions.ts';

declare module '../dashboard/section.ts' {
  interface SectionModels {
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
}

declare module '../http/views.ts' {
  interface ViewModels extends SectionViewModels {
    readonly 'pages/account': AccountPage;
    readonly 'pages/credit': SectionsPage;
    readonly 'pages/dashboard': SectionsPage;
    readonly 'pages/deleted': DeletedPage;
    readonly 'pages/disconnect': DisconnectPage;
    readonly 'pages/error': ErrorPageModel;
    readonly 'pages/home': HomePage;
    readonly 'pages/link-waiting': Frame;
    readonly 'pages/privacy': PrivacyPage;
    readonly 'pages/receipt': ReceiptPage;
    readonly 'pages/recurring': SectionsPage;
    readonly 'pages/setup': SetupPage;
    readonly 'pages/setup-token': SetupTokenPage;
    readonly 'pages/sign-in': SignInPage;
    readonly 'pages/sign-in-confirm': SignInConfirmPage;
    readonly 'pages/sign-in-limit': SignInLimitPage;
    readonly 'pages/spending': SpendingPage;
    readonly 'pages/transactions': TransactionsPage;
    readonly 'parts/dashboard-end': SectionsEnd;
    readonly 'sections/unknown': UnknownSection;
  }
}
