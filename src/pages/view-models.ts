/** What each view reads, by its name: an unknown view, a missing field or a misspelt one does not compile. */

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
