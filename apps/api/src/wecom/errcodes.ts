/** What a refusal of the platform means to us. Few on purpose: each is acted on in exactly one way. */
export const outcomes = [
  /** The access token is no good: fetch a new one and replay. */
  'refresh',
  /** Passing trouble on their side. */
  'busy',
  /** We asked too often; asking again inside the window makes it worse. */
  'throttled',
  /** Too many of our calls were under way at the same time: fewer, and again. */
  'crowded',
  /** The set-up in the admin console or our configuration is wrong; only an administrator can help. */
  'misconfigured',
  /** The app or the member may not do this. */
  'not_permitted',
  /** The thing asked about does not exist, or not for us. */
  'not_found',
  /** There is no relation between this member and this customer (any more). */
  'relation_lost',
  /** The proof of who the visitor is has been used or is too old: authorise again, once. */
  'login_again',
  /** Our request was wrong, or the code is one we have never met. */
  'bug',
] as const;

export type WecomOutcome = (typeof outcomes)[number];

/** Chapter 2 of the protocol reference. */
const errcodes: [outcome: WecomOutcome, errcodes: number[]][] = [
  ['refresh', [40014, 42001]],
  ['busy', [-1, 6000, 41063, 41079, 41096]],
  ['throttled', [45009]],
  ['crowded', [45033]],
  [
    'misconfigured',
    [
      40001, 40013, 40056, 40057, 40082, 40083, 40084, 40085, 40086, 40091, 40093, 40102, 41002, 41004, 41024,
      42009, 42012, 43009, 43012, 48001, 48002, 48006, 48009, 50001, 50003, 50006, 60020, 60030, 60031, 85005,
      85008, 85111, 301002, 301007, 610016, 2000002,
    ],
  ],
  ['not_permitted', [50002, 60011, 60021, 81011, 84074, 84083]],
  [
    'not_found',
    [
      40003, 40050, 40066, 40068, 40096, 46004, 49008, 60003, 60111, 60136, 86001, 86003, 90501, 90509,
      301021,
    ],
  ],
  ['relation_lost', [84061, 84084]],
  ['login_again', [40029, 40078, 42003, 42007, 42022, 84014, 84015]],
  [
    'bug',
    [
      40004, 40005, 40006, 40007, 40008, 40009, 40011, 40016, 40031, 40032, 40033, 40035, 40039, 40058, 40063,
      40073, 40094, 40123, 41001, 41006, 41008, 41009, 41010, 41011, 41016, 41017, 41018, 41019, 41033, 41035,
      44001, 45001, 45002, 45029, 45034, 48005, 50100, 81012, 81013, 81017, 82001, 84025, 91040,
    ],
  ],
];

const byErrcode = new Map(
  errcodes.flatMap(([outcome, codes]) => codes.map((code) => [code, outcome] as const)),
);

/** Null for a code that chapter 2 does not explain: it must be logged with its number, never swallowed. */
export function outcomeOf(errcode: number): WecomOutcome | null {
  return byErrcode.get(errcode) ?? null;
}

/** What a few refusals are to the person in front of the page: each has a screen of its own. Nothing acts on them. */
export type WecomPlight =
  | 'customer_api_forbidden'
  | 'domain_not_trusted'
  | 'ip_not_trusted'
  | 'outside_range'
  | 'no_customer_contact';

const plights = new Map<number, WecomPlight>([
  [48002, 'customer_api_forbidden'],
  [50001, 'domain_not_trusted'],
  [60020, 'ip_not_trusted'],
  [50002, 'outside_range'],
  [60011, 'outside_range'],
  [60021, 'outside_range'],
  [60030, 'outside_range'],
  [84074, 'no_customer_contact'],
]);

export function plightOf(errcode: number | null): WecomPlight | null {
  return errcode === null ? null : (plights.get(errcode) ?? null);
}
