/** Where people spend from day to day. */
import { online, shop } from './merchant.ts';

export const COFFEE = [
  shop('FOOD_AND_DRINK_COFFEE', 'Blue Heron Coffee', 'SQ *BLUE HERON COFFEE ####', 'Portland, OR', 350, 1150),
  shop('FOOD_AND_DRINK_COFFEE', 'Café 🦊 Zorro', 'TST* CAFE ZORRO 🦊 ###', 'Portland, OR', 420, 980),
  shop('FOOD_AND_DRINK_COFFEE', 'Third Kettle', 'THIRD KETTLE #####', 'Beaverton, OR', 300, 900),
];
export const GROCERIES = [
  shop('FOOD_AND_DRINK_GROCERIES', 'Larkspur Market', 'LARKSPUR MKT #0###', 'Portland, OR', 1800, 14500),
  shop('FOOD_AND_DRINK_GROCERIES', 'Harvest Row Co-op', 'HARVEST ROW COOP ####', 'Portland, OR', 900, 7800),
  shop('FOOD_AND_DRINK_GROCERIES', 'מאפיית השקד', 'מאפיית השקד ###', 'Portland, OR', 700, 2600),
  shop(
    'FOOD_AND_DRINK_GROCERIES',
    '<script>alert(1)</script> & Sons',
    '<SCRIPT>ALERT(1)</SCRIPT> & SONS ##',
    'Gresham, OR',
    600,
    4200,
  ),
];
export const MEALS = [
  shop('FOOD_AND_DRINK_RESTAURANT', 'Saffron & Rye', 'TST* SAFFRON & RYE ####', 'Portland, OR', 2200, 9600),
  shop('FOOD_AND_DRINK_FAST_FOOD', 'Pronto Burrito', 'PRONTO BURRITO ####', 'Portland, OR', 850, 2400),
  shop('FOOD_AND_DRINK_RESTAURANT', 'Noodle Harbor', 'SQ *NOODLE HARBOR', 'Vancouver, WA', 1400, 5200),
  shop(
    'FOOD_AND_DRINK_BEER_WINE_AND_LIQUOR',
    'Copper Kettle Taproom',
    'COPPER KETTLE TAP ###',
    'Portland, OR',
    900,
    4800,
  ),
];
export const TRAVEL_AROUND = [
  shop('TRANSPORTATION_GAS', 'Milepost Fuel', 'MILEPOST FUEL ####', 'Tigard, OR', 2800, 6900),
  online('TRANSPORTATION_TAXIS_AND_RIDE_SHARES', 'Zipcab', 'ZIPCAB *TRIP HELP.ZIPCAB.EXAMPLE', 900, 3400),
  shop('TRANSPORTATION_PARKING', 'CityPark Garage', 'CITYPARK GAR ##', 'Portland, OR', 400, 2200),
];
export const TRANSIT = [
  online('TRANSPORTATION_PUBLIC_TRANSIT', 'Rose Line Transit', 'ROSE LINE TRANSIT MOBILE ####', 280, 1120),
];
export const GOODS = [
  online(
    'GENERAL_MERCHANDISE_ONLINE_MARKETPLACES',
    'Parcelwood',
    'PARCELWOOD MKTPL*#A#B## PARCELWOOD.EXAMPLE',
    700,
    13900,
  ),
  shop('GENERAL_MERCHANDISE_SUPERSTORES', 'Brightmart', 'BRIGHTMART #0####', 'Hillsboro, OR', 1200, 16500),
  online(
    'GENERAL_MERCHANDISE_CLOTHING_AND_ACCESSORIES',
    'Thread & Tide',
    'THREAD AND TIDE ######',
    2400,
    18900,
  ),
  shop(
    'GENERAL_MERCHANDISE_BOOKSTORES_AND_NEWSSTANDS',
    '=SUM(A1)',
    '=SUM(A1) BOOKS ####',
    'Portland, OR',
    800,
    5400,
  ),
  online('GENERAL_MERCHANDISE_ELECTRONICS', 'Voltaic Supply', 'VOLTAIC SUPPLY ORDER ######', 1900, 42000),
  shop('HOME_IMPROVEMENT_HARDWARE', 'Nailhead Hardware', 'NAILHEAD HDWE ###', 'Portland, OR', 600, 13800),
];
export const CARE = [
  shop(
    'MEDICAL_PHARMACIES_AND_SUPPLEMENTS',
    'Wellspring Pharmacy',
    'WELLSPRING RX #####',
    'Portland, OR',
    500,
    6400,
  ),
  shop('PERSONAL_CARE_HAIR_AND_BEAUTY', 'Halcyon Hair', 'SQ *HALCYON HAIR', 'Portland, OR', 3500, 11000),
  shop('MEDICAL_DENTAL_CARE', 'Alder Street Dental', 'ALDER ST DENTAL ####', 'Portland, OR', 4000, 26000),
];
export const FUN = [
  shop(
    'ENTERTAINMENT_TV_AND_MOVIES',
    'Orpheum Picture House',
    'ORPHEUM PICT HSE ##',
    'Portland, OR',
    1100,
    4200,
  ),
  online('ENTERTAINMENT_VIDEO_GAMES', 'Gatekeep Games', 'GATEKEEP*GAMES ########', 499, 6999),
  shop(
    'GOVERNMENT_AND_NON_PROFIT_DONATIONS',
    'The Benevolent and Protective Society for the Preservation of Tidewater Lighthouses, Foghorns and Associated Keepers of the Lower Columbia',
    'BPS PRES TIDEWATER LIGHTHOUSES FOGHORNS ASSOC KEEPERS LWR COLUMBIA ####',
    'Astoria, OR',
    1000,
    5000,
  ),
];
export const JOURNEYS = [
  online('TRAVEL_FLIGHTS', 'Skylark Air', 'SKYLARK AIR 0#########', 14900, 68900),
  online('TRAVEL_LODGING', 'Harbourstay', 'HARBOURSTAY HMX######', 11900, 54000),
];
export const ABROAD = [
  shop('FOOD_AND_DRINK_RESTAURANT', 'Brasserie du Quai', 'BRASSERIE DU QUAI ###', 'Lyon, ARA', 1400, 6900),
  shop('FOOD_AND_DRINK_GROCERIES', 'Marché Lumière', 'MARCHE LUMIERE ####', 'Lyon, ARA', 800, 7400),
  shop('TRANSPORTATION_PUBLIC_TRANSIT', 'Réseau Tramel', 'RESEAU TRAMEL ######', 'Lyon, ARA', 190, 1900),
  shop('GENERAL_MERCHANDISE_SUPERSTORES', '月の市場', 'TSUKI NO ICHIBA ###', 'Kyoto, 26', 600, 9000),
];
