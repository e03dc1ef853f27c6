import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { chatIdSchema, type PreparedScript, type ScriptSending } from '@sidecard/contracts';
import type { EntityManager, Repository } from 'typeorm';
import { AuditLog } from '../../audit/index.js';
import type { CurrentMember } from '../../auth/index.js';
import {
  CustomerChanges,
  GroupChatFactsService,
  lineId,
  TimelineRepository,
  type ServedCustomer,
} from '../../crm/index.js';
import { isDuplicateKey } from '../../database/duplicate-key.js';
import { Transactions } from '../../database/transactions.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { ScriptsRepository } from '../library/scripts.repository.js';
import { libraryOf } from '../library/script-rights.js';
import type { ScriptRow } from '../library/script.entity.js';
import { ScriptsService } from '../library/scripts.service.js';
import { WecomMediaIds } from '../media/wecom-media-ids.js';
import { ScriptSendingRow } from './script-sending.entity.js';

/** The page sends; here it gets what it needs for that, and says what came of it. */
@Injectable()
export class SendingsService {
  constructor(
    @InjectRepository(ScriptSendingRow) private readonly sendings: Repository<ScriptSendingRow>,
    private readonly scripts: ScriptsService,
    private readonly parts: ScriptsRepository,
    private readonly mediaIds: WecomMediaIds,
    private readonly changes: CustomerChanges,
    private readonly groups: GroupChatFactsService,
    private readonly timeline: TimelineRepository,
    private readonly audit: AuditLog,
    private readonly transactions: Transactions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param version what the member is looking at: nothing else is sent
   * @throws AppError SCRIPT_NOT_FOUND, SCRIPT_CHANGED; WecomError when an image or file can't be uploaded
   */
  async prepare(member: CurrentMember, scriptId: string, version: number): Promise<PreparedScript> {
    const script = await this.scripts.readable(member, scriptId);
    if (script.version !== version)
      throw new AppError('SCRIPT_CHANGED', 'the script has been changed meanwhile');
    const parts = (await this.parts.partsOf(member.corpId, [scriptId])).get(scriptId) ?? [];
    const sent = new Set(parts.flatMap((part) => ('mediaId' in part ? [part.mediaId] : [])));
    const media: PreparedScript['media'] = [];
    // One after the other: each may be 20 MB on its way to WeCom.
    for (const mediaId of sent)
      media.push({ mediaId, wecomMediaId: await this.mediaIds.of(member, mediaId) });
    return { media };
  }

  /** Told twice, it is still one. @throws AppError SCRIPT_NOT_FOUND */
  async intoCustomersChat(
    member: CurrentMember,
    served: ServedCustomer,
    sending: ScriptSending,
  ): Promise<void> {
    const script = await this.scripts.readable(member, sending.scriptId);
    const { externalUserId } = served.customer;
    const into = { externalUserId, chatId: null };
    await this.once(member, sending, into, () =>
      this.changes.make(member, served, async (manager, at) => {
        if (!(await this.writeDown(manager, member, sending, into, at))) return null;
        await this.timeline.append(manager, [lineOf(member, externalUserId, script, sending, at)]);
        return { action: 'script_sent', subjectId: sending.sendingId };
      }),
    );
  }

  /** Told twice, it is still one. @throws AppError SCRIPT_NOT_FOUND, GROUP_CHAT_NOT_FOUND */
  async intoGroup(member: CurrentMember, chatId: string, sending: ScriptSending): Promise<void> {
    await this.scripts.readable(member, sending.scriptId);
    const group = chatIdSchema.safeParse(chatId).success ? await this.groups.get(member, chatId) : null;
    if (!group) throw new AppError('GROUP_CHAT_NOT_FOUND', 'no such group chat of this member');
    const into = { externalUserId: null, chatId };
    const audited = {
      action: 'script_sent',
      externalUserId: '',
      access: group.access,
      subjectId: sending.sendingId,
    } as const;
    await this.once(member, sending, into, () =>
      this.transactions.run(async (manager) => {
        if (await this.writeDown(manager, member, sending, into, this.clock.now()))
          await this.audit.record(member, audited, manager);
      }),
    );
  }

  /** @returns whether anything was sent */
  private async writeDown(
    manager: EntityManager,
    member: CurrentMember,
    { sendingId, scriptId, results }: ScriptSending,
    into: Into,
    at: number,
  ): Promise<boolean> {
    const { corpId, agentId, userId } = member;
    await manager.insert(ScriptSendingRow, {
      corpId,
      sendingId,
      agentId,
      userId,
      scriptId,
      ...into,
      results,
      at,
    });
    const isSent = results.some(({ result }) => result === 'sent');
    if (isSent) await this.scripts.countUse(manager, member, scriptId);
    return isSent;
  }

  private async once(
    { corpId, userId }: CurrentMember,
    { sendingId }: ScriptSending,
    into: Into,
    work: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const same = { corpId, sendingId, userId };
      const saved = await this.sendings.findOneBy(same);
      if (saved?.externalUserId !== into.externalUserId || saved.chatId !== into.chatId)
        throw new AppError('INVALID_REQUEST', 'this sending id is taken', { fields: ['sendingId'] });
    }
  }
}

type Into = Pick<ScriptSendingRow, 'externalUserId' | 'chatId'>;

/** The title of a member's own script is nobody else's to read, and colleagues see the timeline. */
function lineOf(
  { corpId, agentId, userId }: CurrentMember,
  externalUserId: string,
  script: ScriptRow,
  { sendingId, results }: ScriptSending,
  at: number,
) {
  return {
    entryId: lineId('script_sent', sendingId),
    corpId,
    agentId,
    externalUserId,
    userId,
    at,
    happened: {
      kind: 'script_sent' as const,
      details: {
        title: libraryOf(script) === 'company' ? script.title : null,
        results: results.map(({ result }) => result),
      },
    },
  };
}
