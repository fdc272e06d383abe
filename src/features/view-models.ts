/** What each view reads, by its name: an unknown view, a missing field or a misspelt one does not compile. */

import type { ErrorPageModel } from '../page/error.ts';
import type { Frame } from '../page/frame.ts';
import type { HomePage } from '../page/home.ts';
import type { SectionsEnd, SectionsPage, SectionViewModels, UnknownSection } from '../page/send-sections.ts';
import type { ToPlaidPage } from '../page/to-plaid.ts';
import type { WithGaps } from '../reading/missing-banks.ts';
import type { Attention } from '../sections/attention.ts';
import type { CashFlowModel } from '../sections/cash-flow.ts';
import type { ConnectedLine } from '../sections/connected-until.ts';
import type { TargetsModel } from '../sections/targets.ts';
import type { BalancesModel } from './ahead/balances.ts';
import type { MonthGridModel } from './ahead/month-grid.ts';
import type { SafeToSpendModel } from './ahead/safe-to-spend-section.ts';
import type { BookImportPage } from './book/import.ts';
import type { LinePage } from './book/line.ts';
import type { BookPage, EmptyBookPage } from './book/page.ts';
import type { BookModel } from './book/section.ts';
import type { DisconnectQuestion, LogoutQuestion } from './connections/ask-first.ts';
import type { BanksPage } from './connections/banks.ts';
import type { ReceiptPage } from './connections/disconnect.ts';
import type { DisconnectPage } from './connections/disconnect-link.ts';
import type { ForeignVisitPage, LinkWaitingPage } from './connections/link.ts';
import type { CreditModel } from './credit/section.ts';
import type { WorthAccountsModel } from './net-worth/accounts.ts';
import type { WorthLineModel } from './net-worth/line.ts';
import type { NetWorthPage } from './net-worth/page.ts';
import type { WorthTotalModel } from './net-worth/total.ts';
import type { AccountsModel } from './overview/accounts.ts';
import type { LatestModel } from './overview/latest.ts';
import type { MonthSoFarModel } from './overview/month-so-far.ts';
import type { NetWorthModel } from './overview/net-worth.ts';
import type { SpendingModel } from './overview/spending.ts';
import type { UpcomingModel } from './overview/upcoming.ts';
import type { DeletedPage } from './privacy/delete-me.ts';
import type { PrivacyPage } from './privacy/page.ts';
import type { RecurringModel } from './recurring/section.ts';
import type { SetupPage, SetupTokenPage } from './setup/page.ts';
import type { AccountPage } from './sign-in/account.ts';
import type { SignInConfirmPage } from './sign-in/confirm.ts';
import type { SignInLimitPage, SignInPage } from './sign-in/sign-in.ts';
import type { ByCategoryModel } from './spending/by-category.ts';
import type { MerchantsModel } from './spending/merchants.ts';
import type { MonthTotalModel } from './spending/month-total.ts';
import type { SpendingPage } from './spending/page.ts';
import type { TransactionsPage } from './transactions/page.ts';

declare module '../sections/section.ts' {
  interface SectionModels {
    readonly attention: Attention;
    readonly 'net-worth': WithGaps<NetWorthModel>;
    readonly 'month-so-far': WithGaps<MonthSoFarModel>;
    readonly accounts: WithGaps<AccountsModel & { readonly connected: ConnectedLine }>;
    readonly 'cash-flow': WithGaps<CashFlowModel>;
    readonly spending: WithGaps<SpendingModel>;
    readonly upcoming: WithGaps<UpcomingModel>;
    readonly latest: WithGaps<LatestModel>;
    readonly 'month-total': WithGaps<MonthTotalModel>;
    readonly 'by-category': WithGaps<ByCategoryModel>;
    readonly merchants: WithGaps<MerchantsModel>;
    readonly targets: WithGaps<TargetsModel>;
    readonly 'worth-total': WithGaps<WorthTotalModel>;
    readonly 'worth-accounts': WithGaps<WorthAccountsModel>;
    readonly 'worth-line': WithGaps<WorthLineModel>;
    readonly recurring: WithGaps<RecurringModel>;
    readonly book: WithGaps<BookModel>;
    readonly credit: CreditModel;
    readonly 'safe-to-spend': WithGaps<SafeToSpendModel>;
    readonly 'balances-ahead': WithGaps<BalancesModel>;
    readonly 'month-ahead': WithGaps<MonthGridModel>;
  }
}

declare module '../web/views.ts' {
  interface ViewModels extends SectionViewModels {
    readonly 'pages/account': AccountPage;
    readonly 'pages/ahead': SectionsPage;
    readonly 'pages/banks': BanksPage;
    readonly 'pages/book': BookPage;
    readonly 'pages/book-empty': EmptyBookPage;
    readonly 'pages/book-import': BookImportPage;
    readonly 'pages/book-line': LinePage;
    readonly 'pages/credit': SectionsPage;
    readonly 'pages/credit-off': Frame;
    readonly 'pages/dashboard': SectionsPage;
    readonly 'pages/deleted': DeletedPage;
    readonly 'pages/disconnect': DisconnectPage;
    readonly 'pages/disconnect-bank': DisconnectQuestion;
    readonly 'pages/error': ErrorPageModel;
    readonly 'pages/foreign-visit': ForeignVisitPage;
    readonly 'pages/home': HomePage;
    readonly 'pages/log-out': LogoutQuestion;
    readonly 'pages/link-waiting': LinkWaitingPage;
    readonly 'pages/net-worth': NetWorthPage;
    readonly 'pages/privacy': PrivacyPage;
    readonly 'pages/receipt': ReceiptPage;
    readonly 'pages/recurring': SectionsPage;
    readonly 'pages/setup': SetupPage;
    readonly 'pages/setup-token': SetupTokenPage;
    readonly 'pages/sign-in': SignInPage;
    readonly 'pages/sign-in-confirm': SignInConfirmPage;
    readonly 'pages/sign-in-limit': SignInLimitPage;
    readonly 'pages/spending': SpendingPage;
    readonly 'pages/to-plaid': ToPlaidPage;
    readonly 'pages/transactions': TransactionsPage;
    readonly 'parts/dashboard-footer': SectionsEnd;
    readonly 'sections/unknown': UnknownSection;
  }
}
