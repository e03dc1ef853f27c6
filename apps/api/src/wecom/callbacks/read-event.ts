import * as z from 'zod';
import { normalizeUserId } from '../user-id.js';
import type {
  CallbackEvent,
  ContactEvent,
  GroupChatEvent,
  TagsEvent,
  UnknownEvent,
  VisibilityEvent,
} from './callback-event.js';
import { fieldsOf } from './callback-xml.js';

/** At most 64 bytes, and nothing that can't be written (chapter 7, ID rules). */
const id = z.string().regex(/^[\x21-\x7e]{1,64}$/);
const userId = id.transform(normalizeUserId);
/** Empty means that there is nothing. */
const text = z
  .string()
  .nullish()
  .transform((said) => said || null);
const time = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform((seconds) => Number(seconds) * 1000);
const happened = { CreateTime: time };

/** Their words in ours. */
function oneOf<Ours extends string>(words: Record<string, Ours>) {
  const ours = new Map(Object.entries(words));
  return z.string().transform((theirs, context): Ours => {
    const known = ours.get(theirs);
    if (known !== undefined) return known;
    context.issues.push({ code: 'custom', message: 'not a word we know', input: theirs });
    return z.NEVER;
  });
}

function failReasonOf(said: string | null): NonNullable<ContactEvent['failReason']> {
  switch (said) {
    case 'customer_refused':
    case 'customer_limit_exceed':
      return said;
    default:
      return 'other';
  }
}

const contact = z
  .object({
    ...happened,
    ChangeType: oneOf({
      add_external_contact: 'added',
      add_half_external_contact: 'half_added',
      edit_external_contact: 'edited',
      del_external_contact: 'deleted_by_member',
      del_follow_user: 'deleted_by_customer',
      transfer_fail: 'transfer_failed',
    }),
    UserID: userId,
    ExternalUserID: id,
    State: text,
    Source: text,
    FailReason: text,
  })
  .transform((told): ContactEvent => ({
    kind: 'contact',
    change: told.ChangeType,
    userId: told.UserID,
    externalUserId: told.ExternalUserID,
    state: told.State,
    byTransfer: told.Source === 'DELETE_BY_TRANSFER',
    failReason: told.ChangeType === 'transfer_failed' ? failReasonOf(told.FailReason) : null,
    happenedAt: told.CreateTime,
  }));

/** What else there is about who came and went is asked for: real events have been seen with more fields than documented. */
const groupChat = z
  .object({
    ...happened,
    ChangeType: oneOf({ create: 'created', update: 'updated', dismiss: 'dismissed' }),
    ChatId: id,
    UpdateDetail: oneOf({
      add_member: 'member_added',
      del_member: 'member_removed',
      change_owner: 'owner',
      change_name: 'name',
      change_notice: 'notice',
    })
      .nullable()
      .catch(null),
    CurMemVer: text,
  })
  .transform((told): GroupChatEvent => ({
    kind: 'group_chat',
    change: told.ChangeType,
    chatId: told.ChatId,
    detail: told.UpdateDetail,
    memberVersion: told.CurMemVer,
    happenedAt: told.CreateTime,
  }));

const tagType = oneOf({ tag: 'tag', tag_group: 'group' }).nullable().catch(null);
const tags = z.union([
  z
    .object({
      ...happened,
      ChangeType: oneOf({ create: 'created', update: 'updated', delete: 'deleted' }),
      TagType: tagType,
      Id: id,
    })
    .transform((told): TagsEvent => ({
      kind: 'tags',
      change: told.ChangeType,
      of: told.TagType,
      id: told.Id,
      happenedAt: told.CreateTime,
    })),
  z
    .object({ ...happened, ChangeType: z.literal('shuffle'), Id: id.nullable().catch(null) })
    .transform((told): TagsEvent => ({
      kind: 'tags',
      change: 'shuffled',
      of: null,
      id: told.Id,
      happenedAt: told.CreateTime,
    })),
]);

const visibility = z
  .object({
    ...happened,
    Event: oneOf({ subscribe: 'entered', unsubscribe: 'left' }),
    FromUserName: userId,
  })
  .transform((told): VisibilityEvent => ({
    kind: 'visibility',
    change: told.Event,
    userId: told.FromUserName,
    happenedAt: told.CreateTime,
  }));

const readers = new Map<string, z.ZodType<CallbackEvent>>([
  ['change_external_contact', contact],
  ['change_external_chat', groupChat],
  ['change_external_tag', tags],
  ['subscribe', visibility],
  ['unsubscribe', visibility],
]);

/**
 * What a decrypted message says (6.6 to 6.10). Welcome codes are left where they are: they are good for 20 seconds.
 * @param receivedAt ms since 1970: when it happened, for a message that does not say so
 * @throws Error for what is no XML; see `fieldsOf`
 */
export function readCallbackEvent(message: string, receivedAt: number): CallbackEvent {
  const fields: Record<string, string | null> = Object.fromEntries(fieldsOf(message));
  const read = readers.get(fields['Event'] ?? '')?.safeParse(fields);
  return read?.success ? read.data : unknownEvent(fields, receivedAt);
}

function unknownEvent(fields: Record<string, string | null>, receivedAt: number): UnknownEvent {
  const name = [fields['Event'] || fields['MsgType'], fields['ChangeType']].filter(Boolean).join('.');
  const createdAt = time.safeParse(fields['CreateTime']);
  return {
    kind: 'unknown',
    name: /^[\w.-]{1,64}$/.test(name) ? name : 'nameless',
    happenedAt: createdAt.success ? createdAt.data : receivedAt,
  };
}
