import { getCorp, getMember, type World } from '@sidecard/simulator';
import type { AppScope } from '@sidecard/contracts';
import { begonias, sprucesSales } from '../support/web-view.js';

/** Somebody who may be logged in on the device: ids repeat across the two corps. */
export interface Account {
  app: AppScope;
  userId: string;
}

export const accounts: Account[] = [sprucesSales, begonias].flatMap((app) =>
  ['ZhangWei', 'LiNa'].map((userId) => ({ app, userId })),
);

/** Both corps have the first two; who serves whom differs. */
export const customers = ['wmHuangLi', 'wmLinXiaoyu', 'wmHeJun', 'wmShenQi'];

/** Every personal word says whose it is: `[kind|corp|user|customer]`, with `-` for the user where it is the corp's. */
const TRACE = /\[(\w+)\|([\w-]+)\|([\w-]+)\|([\w-]+)\]/g;

export interface Trace {
  kind: string;
  corpId: string;
  userId: string;
  externalUserId: string;
}

export function trace({ kind, corpId, userId, externalUserId }: Trace): string {
  return `[${kind}|${corpId}|${userId}|${externalUserId}]`;
}

export function tracesIn(text: string): Trace[] {
  return [...text.matchAll(TRACE)].map(([, kind = '', corpId = '', userId = '', externalUserId = '']) => ({
    kind,
    corpId,
    userId,
    externalUserId,
  }));
}

/** Writes its owner into everything personal that WeCom will tell. */
export function traceWorld(world: World): void {
  for (const { corpId } of [sprucesSales, begonias]) {
    const corp = getCorp(world, corpId);
    for (const userId of ['ZhangWei', 'LiNa']) {
      getMember(corp, userId).name = trace({
        kind: 'member',
        corpId,
        userId: userId.toLowerCase(),
        externalUserId: '-',
      });
    }
    for (const externalUserId of customers) {
      const customer = corp.customers.find(externalUserId);
      if (!customer) continue;
      customer.name = trace({ kind: 'name', corpId, userId: '-', externalUserId });
      for (const relation of customer.relations) {
        const owner = { corpId, userId: relation.userId.toLowerCase(), externalUserId };
        relation.remark = trace({ kind: 'remark', ...owner });
        relation.description = trace({ kind: 'description', ...owner });
        relation.remarkMobiles = [trace({ kind: 'phone', ...owner })];
        relation.personalTags = [trace({ kind: 'tag', ...owner })];
      }
    }
  }
}

/** Who serves whom, as the world has it. */
export function serves(world: World, { app, userId }: Account, externalUserId: string): boolean {
  const customer = getCorp(world, app.corpId).customers.find(externalUserId);
  return customer?.relations.some((relation) => relation.userId === userId) ?? false;
}
