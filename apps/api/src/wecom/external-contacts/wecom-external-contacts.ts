import { Injectable } from '@nestjs/common';
import { WecomTransport } from '../http/wecom-transport.js';
import type { WecomApp } from '../wecom-app.js';
import {
  answerSchema,
  toContact,
  toFollower,
  type ExternalContact,
  type Follower,
} from './external-contact.js';

@Injectable()
export class WecomExternalContacts {
  constructor(private readonly transport: WecomTransport) {}

  /**
   * One customer with all followers in the app's visible range, however many pages that takes (1.7).
   * @throws WecomError `not_found` or `relation_lost` when nobody the app may see follows this customer
   */
  async get(
    app: WecomApp,
    externalUserId: string,
  ): Promise<{ contact: ExternalContact; followers: Follower[] }> {
    const followers: Follower[] = [];
    let cursor = '';
    for (;;) {
      const query = { external_userid: externalUserId, ...(cursor ? { cursor } : {}) };
      const answer = await this.transport.call(
        { method: 'GET', path: '/externalcontact/get', query, app },
        answerSchema,
      );
      followers.push(...answer.follow_user.map(toFollower));
      cursor = answer.next_cursor ?? '';
      if (!cursor) return { contact: toContact(answer.external_contact), followers };
    }
  }
}
