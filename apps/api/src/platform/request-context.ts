import { AsyncLocalStorage } from 'node:async_hooks';
import type { ErrorCode } from '@sidecard/contracts';

/** What every log line of a request carries: its id, and whose it is once that is known. */
export interface RequestContext {
  requestId: string;
  corpId?: string;
  agentId?: number;
  userId?: string;
  /** Why it was refused: what a request id from support is looked up for. */
  code?: ErrorCode;
}

export const requestContext = new AsyncLocalStorage<RequestContext>();
