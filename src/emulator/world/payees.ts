/** Employers, landlords, lenders, subscriptions: those whose money moves on a calendar. */
import { direct, online } from './merchant.ts';

export const EMPLOYER = direct(
  'INCOME_SALARY',
  'Tidewater Robotics',
  'TIDEWATER ROBOTICS PAYROLL PPD ID: 9######',
  'income_source',
);
export const SECOND_EMPLOYER = direct(
  'INCOME_SALARY',
  'Portland Public Library',
  'PORTLAND PUBLIC LIB DIR DEP ####',
  'income_source',
);
/** A business pays its people: Plaid's taxonomy knows wages only as income. */
export const PAYROLL = direct(
  'GENERAL_SERVICES_ACCOUNTING_AND_FINANCIAL_PLANNING',
  'Payday Partners',
  'PAYDAY PARTNERS PAYROLL RUN ######',
  'merchant',
);
export const PENSION = direct(
  'INCOME_RETIREMENT_PENSION',
  'Northern Rail Pension Trust',
  'NRTHN RAIL PENSION PPD ######',
  'income_source',
);
export const SOCIAL_SECURITY = direct(
  'INCOME_RETIREMENT_PENSION',
  'Federal Benefits',
  'FED BENEFITS XXFB RETIRE',
  'income_source',
);
export const CAMPUS_JOB = direct(
  'INCOME_SALARY',
  'Alder College',
  'ALDER COLLEGE STUDENT PAYROLL',
  'income_source',
);
export const CLIENTS = [
  direct('INCOME_CONTRACTOR', 'Ferrous Studio', 'FERROUS STUDIO LLC INVOICE ####', 'income_source'),
  direct('INCOME_CONTRACTOR', 'Juno Press', 'JUNO PRESS ACH CREDIT ######', 'income_source'),
  direct('INCOME_CONTRACTOR', 'Peregrine Labs', 'PAYLANE TRANSFER PEREGRINE LABS', 'payment_app'),
];
export const PARENTS = direct(
  'TRANSFER_IN_TRANSFER_IN_FROM_APPS',
  'PayLane',
  'PAYLANE CASHOUT MOM AND DAD',
  'payment_app',
);
export const LANDLORD = direct(
  'RENT_AND_UTILITIES_RENT',
  'Cedar Court Apartments',
  'CEDAR COURT APTS WEB PMTS ######',
  'merchant',
);
export const MORTGAGE = direct(
  'LOAN_PAYMENTS_MORTGAGE_PAYMENT',
  'Stonewick Home Loans',
  'STONEWICK HOME LOANS MTG PYMT ####',
  'financial_institution',
);
export const STUDENT_LENDER = direct(
  'LOAN_PAYMENTS_STUDENT_LOAN_PAYMENT',
  'Stonewick Student Loans',
  'STONEWICK STDNT LN PYMT',
  'financial_institution',
);
export const POWER = online(
  'RENT_AND_UTILITIES_GAS_AND_ELECTRICITY',
  'Cascadia Power',
  'CASCADIA POWER ELEC BILL #########',
  0,
);
export const WATER = online('RENT_AND_UTILITIES_WATER', 'City Water Bureau', 'CITY WATER BUREAU ####', 0);
export const INTERNET = online(
  'RENT_AND_UTILITIES_INTERNET_AND_CABLE',
  'Fiberleaf',
  'FIBERLEAF INTERNET 800-555-01##',
  0,
);
export const PHONE = online('RENT_AND_UTILITIES_TELEPHONE', 'Hummingtel', 'HUMMINGTEL *WIRELESS AUTOPAY', 0);
export const INSURANCE = online(
  'GENERAL_SERVICES_INSURANCE',
  'Umbra Mutual',
  'UMBRA MUTUAL INS PREM ######',
  0,
);
export const GYM = online('PERSONAL_CARE_GYMS_AND_FITNESS_CENTERS', 'Ironwood Gym', 'ABC*IRONWOOD GYM', 0);
export const FILMS = online('ENTERTAINMENT_TV_AND_MOVIES', 'Streamlet', 'STREAMLET.EXAMPLE', 0);
export const MUSIC = online('ENTERTAINMENT_MUSIC_AND_AUDIO', 'Tunewell', 'TUNEWELL USA', 0);
export const NEWS = online(
  'GENERAL_MERCHANDISE_BOOKSTORES_AND_NEWSSTANDS',
  'The Daily Meridian',
  'DAILY MERIDIAN DIGITAL',
  0,
);
export const CLOUD = online(
  'GENERAL_SERVICES_OTHER_GENERAL_SERVICES',
  'Nimbusdrive',
  'NIMBUSDRIVE *STORAGE',
  0,
);
export const MEAL_BOX = online('FOOD_AND_DRINK_GROCERIES', 'Crate & Carrot', 'CRATE AND CARROT BOX', 0);
export const CLUB = online(
  'GENERAL_MERCHANDISE_ONLINE_MARKETPLACES',
  'Parcelwood Plus',
  'PARCELWOOD PLUS MEMBERSHIP',
  0,
);
export const CLEANER = online(
  'GENERAL_SERVICES_OTHER_GENERAL_SERVICES',
  'Sparrow Cleaning',
  'SPARROW CLEANING SVC',
  0,
);
export const NURSERY = online(
  'GENERAL_SERVICES_CHILDCARE',
  'Little Acorns Nursery',
  'LITTLE ACORNS NURSERY ###',
  0,
);
export const CAR_LOAN = direct(
  'LOAN_PAYMENTS_CAR_PAYMENT',
  'Gearhart Auto Finance',
  'GEARHART AUTO FIN PYMT ####',
  'financial_institution',
);
export const TUITION = online(
  'GENERAL_SERVICES_EDUCATION',
  'Alder College Bursar',
  'ALDER COLLEGE BURSAR PMT',
  0,
);
