import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../../config/app-config.js';
import { localPlatform } from '../../config/local-platform.js';
import { WecomTransport } from '../http/wecom-transport.js';
import type { WecomApp } from '../wecom-app.js';
import {
  answerSchema,
  pairsSchema,
  toContact,
  toFollower,
  toFollowerOfPair,
  toSeenTags,
  type ExternalContact,
  type Follower,
  type SeenTag,
} from './external-contact.js';

/** The most the platform gives at a time (1.7). */
const PAIRS_PER_PAGE = 100;

@Injectable()
export class WecomExternalContacts {
  private readonly local: string | null;

  constructor(
    private readonly transport: WecomTransport,
    @Inject(APP_CONFIG) { wecom }: AppConfig,
  ) {
    this.local = localPlatform(wecom);
  }

  /**
   * One customer with all followers in the app's visible range, however many pages that takes (1.7).
   * @throws WecomError `not_found` or `relation_lost` when nobody the app may see follows this customer
   */
  async get(
    app: WecomApp,
    externalUserId: string,
  ): Promise<{ contact: ExternalContact; followers: Follower[]; tags: SeenTag[] }> {
    const followers: Follower[] = [];
    const tags: SeenTag[] = [];
    let cursor = '';
    for (;;) {
      const query = { external_userid: externalUserId, ...(cursor ? { cursor } : {}) };
      const answer = await this.transport.call(
        { method: 'GET', path: '/externalcontact/get', query, app },
        answerSchema,
      );
      followers.push(...answer.follow_user.map(toFollower));
      tags.push(...answer.follow_user.flatMap(toSeenTags));
      cursor = answer.next_cursor ?? '';
      if (!cursor) return { contact: toContact(answer.external_contact, this.local), followers, tags };
    }
  }

  /**
   * One page of the customers of up to 100 members: a pair for each (1.7).
   * @param cursor null for the first page
   * @returns `next` null after the last page
   */
  async ofMembers(
    app: WecomApp,
    userIds: string[],
    cursor: string | null,
  ): Promise<{ pairs: { contact: ExternalContact; follower: Follower }[]; next: string | null }> {
    const body = { userid_list: userIds, limit: PAIRS_PER_PAGE, ...(cursor ? { cursor } : {}) };
    const answer = await this.transport.call(
      { method: 'POST', path: '/externalcontact/batch/get_by_user', body, app, idempotent: true },
      pairsSchema,
    );
    return {
      pairs: answer.external_contact_list.map(({ external_contact: contact, follow_info: follow }) => ({
        contact: toContact(contact, this.local),
        follower: toFollowerOfPair(follow),
      })),
      next: answer.next_cursor || null,
    };
  }
}
