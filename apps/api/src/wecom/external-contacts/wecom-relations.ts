import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { WecomTransport } from '../http/wecom-transport.js';
import type { WecomApp } from '../wecom-app.js';

/** One member's relation to one customer. */
export interface WecomRelation {
  userId: string;
  externalUserId: string;
}

/** What a member notes; what is left out stays. Texts can be replaced and not emptied (1.7). */
export interface WecomNotes {
  /** At most 20 characters. */
  remark?: string | undefined;
  /** At most 150 characters. */
  description?: string | undefined;
  /** At most 20 characters; of WeChat customers only. */
  company?: string | undefined;
  /** All of them; empty for none. */
  phones?: string[] | undefined;
}

const nothingMore = z.object({});

/** Writes what a member notes of a customer. None of it is called back (6.5). Written twice it is as written once. */
@Injectable()
export class WecomRelations {
  constructor(private readonly transport: WecomTransport) {}

  /**
   * Puts tags of the corp on and takes others off; those it does not name stay as they are (1.8).
   * @throws WecomError, of which `writeRefusalOf` says whether it is the last word
   */
  async markTags(
    app: WecomApp,
    { userId, externalUserId }: WecomRelation,
    { add, remove }: { add: string[]; remove: string[] },
  ): Promise<void> {
    const body = { userid: userId, external_userid: externalUserId, add_tag: add, remove_tag: remove };
    await this.transport.call(
      { method: 'POST', path: '/externalcontact/mark_tag', body, app, idempotent: true },
      nothingMore,
    );
  }

  /** @throws WecomError as `markTags` does */
  async note(
    app: WecomApp,
    { userId, externalUserId }: WecomRelation,
    { remark, description, company, phones }: WecomNotes,
  ): Promise<void> {
    const body = {
      userid: userId,
      external_userid: externalUserId,
      remark,
      description,
      // Read, it is called remark_corp_name (1.7).
      remark_company: company,
      // An empty list counts as none given: one empty number clears it (1.7).
      remark_mobiles: phones?.length === 0 ? [''] : phones,
    };
    await this.transport.call(
      { method: 'POST', path: '/externalcontact/remark', body, app, idempotent: true },
      nothingMore,
    );
  }
}
