import * as z from 'zod';

const counts = z.object({ customers: z.number(), pages: z.number(), chats: z.number() });

/** What all phases that go through the members share. */
const throughMembers = {
  counts,
  /** User ids of the members with customer contact, as they were when the sync began. */
  members: z.array(z.string()),
  /** How many of them are done with. */
  done: z.number(),
  /** When the members under way were begun with, ms since 1970: what is not confirmed since has ended. */
  begunAt: z.number(),
  /** The platform's, within the members under way; null at their beginning. */
  cursor: z.string().nullable(),
};

/** Where a sync stands. Each step stores the next one together with what it has learned. */
export const syncProgressSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('idle'), counts }),
  z.object({ phase: z.literal('tags'), counts }),
  z.object({ phase: z.literal('members'), counts }),
  z.object({ phase: z.literal('contacts'), ...throughMembers }),
  z.object({
    phase: z.literal('chats'),
    ...throughMembers,
    /** Listed and not asked for yet. */
    chatIds: z.array(z.string()),
    /** Whether the list of the members under way has come to its end. */
    isListed: z.boolean(),
  }),
]);

export type SyncProgress = z.infer<typeof syncProgressSchema>;
export type SyncCounts = z.infer<typeof counts>;

export const NOTHING_YET: SyncCounts = { customers: 0, pages: 0, chats: 0 };

/** How much of a sync is done, from 0 to 1: by members, since nobody says how many customers there are. */
export function shareDone(progress: SyncProgress): number {
  switch (progress.phase) {
    case 'idle':
      return 1;
    case 'tags':
    case 'members':
      return 0;
    case 'contacts':
      return share(progress) * 0.8;
    case 'chats':
      return 0.8 + share(progress) * 0.2;
  }
}

function share({ members, done }: { members: string[]; done: number }): number {
  return members.length === 0 ? 1 : done / members.length;
}
