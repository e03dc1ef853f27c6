import { outcomeOf } from './errcodes.js';
import { WecomError } from './wecom-error.js';

/** Why something will never be written, however often it is tried. */
export type WriteRefusal =
  /** The two have no relation any more, or none that the app is shown. */
  | 'relation_lost'
  /** A tag that the corp has deleted. */
  | 'tag_gone'
  /** The app or the member may not do that. */
  | 'not_permitted'
  /** What was written is not as the platform takes it. */
  | 'not_accepted';

/** 40068: "unknown/missing tag or group id" (1.8). */
const UNKNOWN_TAG = 40068;

/** Null for what may pass: WeCom is busy, out of reach or wrongly set up, or says what we have never met. */
export function writeRefusalOf(error: unknown): WriteRefusal | null {
  if (!(error instanceof WecomError) || error.errcode === null) return null;
  if (error.errcode === UNKNOWN_TAG) return 'tag_gone';
  switch (error.outcome) {
    case 'relation_lost':
    case 'not_found':
      return 'relation_lost';
    case 'not_permitted':
      return 'not_permitted';
    case 'bug':
      return outcomeOf(error.errcode) === null ? null : 'not_accepted';
    case 'refresh':
    case 'busy':
    case 'throttled':
    case 'crowded':
    case 'misconfigured':
    case 'login_again':
      return null;
  }
}
