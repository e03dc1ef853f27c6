import { nowInSeconds, type Clock } from '../clock.js';
import { Callbacks } from '../callbacks/callbacks.js';
import { AccessTokens } from './access-tokens.js';
import { JsapiTickets } from './jsapi-tickets.js';
import { OauthCodes } from './oauth-codes.js';
import { Faults } from './faults.js';
import { seededRandomIds, type RandomIds } from '../random.js';
import { CallLog } from './call-log.js';
import { Limits } from './limits.js';
import { MediaStore } from './media.js';
import { SentMessages } from './sent-messages.js';
import { WebViews } from './web-views.js';
import { buildWorld } from '../world/build-world.js';
import type { World } from '../world/world.js';

/** The whole simulated platform without its sockets: what every part of the simulator works on. */
export interface Platform {
  clock: Clock;
  /** Ids that are no secrets. */
  randomIds: RandomIds;
  world: World;
  accessTokens: AccessTokens;
  tickets: JsapiTickets;
  codes: OauthCodes;
  webViews: WebViews;
  media: MediaStore;
  sent: SentMessages;
  faults: Faults;
  callbacks: Callbacks;
  limits: Limits;
  calls: CallLog;
  /** Every token, ticket and code the platform has ever handed out. */
  handedOut: string[];
  /** Where the platform itself is reached, like `http://127.0.0.1:4600`. Known once it listens. */
  url: string;
  /** The origin at which the client's web view sees the sidebar. Known once it listens. */
  webViewOrigin: string;
}

export function createPlatform(seed: number, clock: Clock): Platform {
  const randomIds = seededRandomIds(seed);
  const handedOut: string[] = [];
  const secretIds: RandomIds = (prefix, length) => {
    const secret = randomIds(prefix, length);
    handedOut.push(secret);
    return secret;
  };
  const accessTokens = new AccessTokens(clock, secretIds);
  const tickets = new JsapiTickets(clock, secretIds);
  const world = buildWorld(nowInSeconds(clock));
  const callbacks = new Callbacks(clock, world, seed);
  return {
    clock,
    randomIds,
    world,
    accessTokens,
    tickets,
    codes: new OauthCodes(clock, secretIds),
    webViews: new WebViews(randomIds),
    media: new MediaStore(clock, randomIds),
    sent: new SentMessages(),
    faults: new Faults(accessTokens, tickets, callbacks),
    callbacks,
    limits: new Limits(clock),
    calls: new CallLog(),
    handedOut,
    url: '',
    webViewOrigin: '',
  };
}
