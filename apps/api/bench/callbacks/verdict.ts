import { MoreThanOrEqual } from 'typeorm';
import { CallbackEventRow } from '../../src/callbacks/callback-event.entity.js';
import { TimelineEntry } from '../../src/crm/timeline/timeline-entry.entity.js';
import { crmOf, worldOf, type ComparableFacts } from '../../test/support/compare-world.js';
import { apps, type Ground } from './ground.js';
import type { Told } from './storm.js';

/** What the timeline shows of each kind of event. */
const shown: Record<string, string> = {
  add_external_contact: 'added',
  add_half_external_contact: 'half_added',
  edit_external_contact: 'edited',
  del_external_contact: 'ended',
  del_follow_user: 'customer_left',
  transfer_fail: 'transfer_failed',
};

export interface Verdict {
  /** Customers, tags and group chats that are not exactly the world's. */
  differing: string[];
  /** What was told and lies in no inbox, or has no line in the timeline. */
  lost: string[];
  /** Of what the timeline has more lines than have happened. */
  twice: string[];
}

/** How many lines there may be. */
interface Bounds {
  least: number;
  most: number;
}

/** @param since ms since 1970: when the first of them was told */
export async function judge(ground: Ground, told: Told[], since: number): Promise<Verdict> {
  const { database } = ground;
  const differing: string[] = [];
  for (const app of apps) differing.push(...differences(await crmOf(database, app), worldOf(ground, app)));

  const rows = await database.getRepository(CallbackEventRow).find();
  const stored = new Set(rows.map(({ agentId, message }) => `${agentId} ${message}`));
  const lost = told
    .filter(({ agentId, message }) => !stored.has(`${agentId} ${message}`))
    .map(({ agentId, message }) => `${agentId} ${message}`);

  const lines = new Map<string, number>();
  const entries = await database
    .getRepository(TimelineEntry)
    .findBy({ at: MoreThanOrEqual(Math.floor(since / 1000) * 1000) });
  for (const { agentId, kind, externalUserId, userId } of entries) {
    const line = `${agentId} ${kind} ${externalUserId} ${userId}`;
    lines.set(line, (lines.get(line) ?? 0) + 1);
  }
  const bounds = boundsOf(told);
  for (const [line, { least }] of bounds) if ((lines.get(line) ?? 0) < least) lost.push(line);
  const isOfEvent = (line: string) => Object.values(shown).some((kind) => line.includes(` ${kind} `));
  const twice = [...lines]
    .filter(([line, count]) => isOfEvent(line) && count > (bounds.get(line)?.most ?? 0))
    .map(([line]) => line);
  return { differing, lost, twice };
}

function differences(crm: ComparableFacts, world: ComparableFacts): string[] {
  const sections = ['customers', 'tags', 'groupChats'] as const;
  return sections.flatMap((section) => {
    const [known, real] = [crm, world].map((facts) => facts[section].map((one) => JSON.stringify(one)));
    return [
      ...(known ?? []).filter((one) => !real?.includes(one)).map((one) => `only the CRM has ${one}`),
      ...(real ?? []).filter((one) => !known?.includes(one)).map((one) => `only the world has ${one}`),
    ];
  });
}

/**
 * One line for each event, with two exceptions: what is told in the same words within one second can't be told apart, and
 * edits that are found in one answer may share a line.
 */
function boundsOf(told: Told[]): Map<string, Bounds> {
  const bounds = new Map<string, Bounds>();
  const seen = new Set<string>();
  for (const { agentId, message } of told) {
    const kind = shown[field(message, 'ChangeType')];
    if (!kind) continue;
    const line = `${agentId} ${kind} ${field(message, 'ExternalUserID')} ${field(message, 'UserID').toLowerCase()}`;
    const { least, most } = bounds.get(line) ?? { least: 0, most: 0 };
    const isRepeated = seen.has(`${agentId} ${message}`) || (kind === 'edited' && least > 0);
    bounds.set(line, { least: isRepeated ? least : least + 1, most: most + 1 });
    seen.add(`${agentId} ${message}`);
  }
  return bounds;
}

function field(message: string, name: string): string {
  return new RegExp(`<${name}><!\\[CDATA\\[(.*?)\\]\\]>`).exec(message)?.[1] ?? '';
}
