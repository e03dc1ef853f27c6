import { Injectable } from '@nestjs/common';
import { AppError } from '../platform/errors/app-error.js';
import { requestContext } from '../platform/request-context.js';
import { isProbe, WecomCallbacks, type CallbackAddress } from '../wecom/index.js';
import { CallbackInbox } from './callback-inbox.js';
import { CallbackMetrics } from './callback-metrics.js';

/** What the platform tells is believed, stored, and only then acknowledged. Acting on it comes later. */
@Injectable()
export class CallbacksService {
  constructor(
    private readonly wecom: WecomCallbacks,
    private readonly inbox: CallbackInbox,
    private readonly metrics: CallbackMetrics,
  ) {}

  /** @throws CallbackRefused */
  verifyUrl(address: CallbackAddress, query: unknown): string {
    return this.wecom.verifyUrl(address, query);
  }

  /**
   * Comes back once the event is safe.
   * @throws CallbackRefused
   * @throws AppError NOT_READY when it could not be stored, so that the platform sends it again
   */
  async receive(address: CallbackAddress, query: unknown, body: Uint8Array): Promise<void> {
    const received = this.wecom.receive(address, query, body);
    Object.assign(requestContext.getStore() ?? {}, received.app);
    // It has proved what it was to prove by coming so far.
    if (isProbe(received)) return;
    try {
      this.metrics.received(received, (await this.inbox.store(received)) ? 'new' : 'duplicate');
    } catch {
      // The inbox has said why.
      this.metrics.received(received, 'not_stored');
      throw new AppError('NOT_READY', 'the event could not be stored', { waitingFor: ['database'] });
    }
  }
}
