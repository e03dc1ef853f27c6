import { describe, expect, it } from '@jest/globals';
import { subjectOf, type CallbackEvent } from './callback-event.js';
import { readCallbackEvent } from './read-event.js';

const RECEIVED_AT = 1_800_000_001_234;
const HAPPENED_AT = 1_800_000_000_000;

/** A message as the samples of the platform have it: texts in CDATA, numbers bare. */
function message(fields: Record<string, string | number>): string {
  const all = {
    ToUserName: 'ww1',
    FromUserName: 'sys',
    CreateTime: 1_800_000_000,
    MsgType: 'event',
    ...fields,
  };
  const elements = Object.entries(all).map(
    ([name, value]) => `<${name}>${typeof value === 'number' ? value : `<![CDATA[${value}]]>`}</${name}>\n`,
  );
  return `<xml>${elements.join('')}</xml>`;
}

const read = (fields: Record<string, string | number>) => readCallbackEvent(message(fields), RECEIVED_AT);

type Case = [fields: Record<string, string | number>, subject: string, event: object];

function contact(changeType: string, change: string, more: object = {}, told: object = {}): Case {
  return [
    {
      Event: 'change_external_contact',
      ChangeType: changeType,
      UserID: 'ZhangWei',
      ExternalUserID: 'wmLinXiaoyu',
      ...told,
    },
    'customer:wmLinXiaoyu',
    {
      kind: 'contact',
      change,
      userId: 'zhangwei',
      externalUserId: 'wmLinXiaoyu',
      state: null,
      byTransfer: false,
      failReason: null,
      ...more,
    },
  ];
}

function chat(told: object, more: object): Case {
  return [
    { Event: 'change_external_chat', ChatId: 'wrChat', ...told },
    'chat:wrChat',
    { kind: 'group_chat', chatId: 'wrChat', detail: null, memberVersion: null, ...more },
  ];
}

function tags(told: object, more: object): Case {
  return [{ Event: 'change_external_tag', ...told }, 'tags', { kind: 'tags', ...more }];
}

const understood: Case[] = [
  contact(
    'add_external_contact',
    'added',
    { state: 'douyin-9' },
    { State: 'douyin-9', WelcomeCode: 'secret' },
  ),
  contact('add_external_contact', 'added', { state: null }, { State: '' }),
  contact('add_external_contact', 'added', { state: '0755' }, { State: '0755' }),
  contact('add_half_external_contact', 'half_added', { state: 'fair' }, { State: 'fair' }),
  contact('edit_external_contact', 'edited'),
  contact('del_external_contact', 'deleted_by_member'),
  contact(
    'del_external_contact',
    'deleted_by_member',
    { byTransfer: true },
    { Source: 'DELETE_BY_TRANSFER' },
  ),
  contact('del_follow_user', 'deleted_by_customer'),
  contact(
    'transfer_fail',
    'transfer_failed',
    { failReason: 'customer_refused' },
    { FailReason: 'customer_refused' },
  ),
  contact(
    'transfer_fail',
    'transfer_failed',
    { failReason: 'customer_limit_exceed' },
    { FailReason: 'customer_limit_exceed' },
  ),
  contact('transfer_fail', 'transfer_failed', { failReason: 'other' }, { FailReason: 'moon' }),
  contact('transfer_fail', 'transfer_failed', { failReason: 'other' }),

  chat({ ChangeType: 'create' }, { change: 'created' }),
  chat({ ChangeType: 'dismiss' }, { change: 'dismissed' }),
  chat(
    { ChangeType: 'update', UpdateDetail: 'add_member', JoinScene: 3, CurMemVer: '9c3f9' },
    { change: 'updated', detail: 'member_added', memberVersion: '9c3f9' },
  ),
  chat({ ChangeType: 'update', UpdateDetail: 'del_member' }, { change: 'updated', detail: 'member_removed' }),
  chat({ ChangeType: 'update', UpdateDetail: 'change_owner' }, { change: 'updated', detail: 'owner' }),
  chat(
    { ChangeType: 'update', UpdateDetail: 'change_name', JoinScene: 0, MemChangeCnt: 0, CurMemVer: '7' },
    { change: 'updated', detail: 'name', memberVersion: '7' },
  ),
  chat({ ChangeType: 'update', UpdateDetail: 'change_notice' }, { change: 'updated', detail: 'notice' }),
  chat({ ChangeType: 'update', UpdateDetail: 'change_colour' }, { change: 'updated', detail: null }),
  chat({ ChangeType: 'update' }, { change: 'updated' }),

  tags({ ChangeType: 'create', Id: 'etA', TagType: 'tag' }, { change: 'created', of: 'tag', id: 'etA' }),
  tags(
    { ChangeType: 'update', Id: 'etA', TagType: 'tag_group' },
    { change: 'updated', of: 'group', id: 'etA' },
  ),
  tags({ ChangeType: 'delete', Id: 'etA' }, { change: 'deleted', of: null, id: 'etA' }),
  tags({ ChangeType: 'shuffle', Id: 'etG' }, { change: 'shuffled', of: null, id: 'etG' }),
  tags({ ChangeType: 'shuffle', Id: '' }, { change: 'shuffled', of: null, id: null }),
  tags({ ChangeType: 'shuffle' }, { change: 'shuffled', of: null, id: null }),

  [
    { Event: 'subscribe', FromUserName: 'LiNa', AgentID: 1000002 },
    'member:lina',
    { kind: 'visibility', change: 'entered', userId: 'lina' },
  ],
  [
    { Event: 'unsubscribe', FromUserName: 'LiNa', AgentID: 1000002 },
    'member:lina',
    { kind: 'visibility', change: 'left', userId: 'lina' },
  ],
];

const edited = {
  Event: 'change_external_contact',
  ChangeType: 'edit_external_contact',
  UserID: 'ZhangWei',
  ExternalUserID: 'wmLinXiaoyu',
};

const unknown: [fields: Record<string, string | number>, name: string][] = [
  [{ Event: 'something_new' }, 'something_new'],
  [
    { Event: 'change_external_contact', ChangeType: 'msg_audit_approved' },
    'change_external_contact.msg_audit_approved',
  ],
  [{ ...edited, UserID: '' }, 'change_external_contact.edit_external_contact'],
  [{ ...edited, ExternalUserID: '' }, 'change_external_contact.edit_external_contact'],
  [{ ...edited, ExternalUserID: 'w'.repeat(65) }, 'change_external_contact.edit_external_contact'],
  [{ ...edited, ChangeType: '' }, 'change_external_contact'],
  [{ ...edited, ChangeType: 'constructor' }, 'change_external_contact.constructor'],
  [{ Event: 'change_external_chat', ChangeType: 'update' }, 'change_external_chat.update'],
  [{ Event: 'change_external_tag', ChangeType: 'create', TagType: 'tag' }, 'change_external_tag.create'],
  [{ Event: 'subscribe', FromUserName: '' }, 'subscribe'],
  [{ MsgType: 'text', Content: 'hello', MsgId: 4_561 }, 'text'],
  [{ MsgType: '' }, 'nameless'],
  [{ Event: 'e'.repeat(65) }, 'nameless'],
  [{ Event: 'an event\n' }, 'nameless'],
];

describe('what the platform tells', () => {
  it.each(understood)('%j', (fields, subject, expected) => {
    const event = read(fields);
    expect(event).toEqual({ ...expected, happenedAt: HAPPENED_AT });
    expect(subjectOf(event)).toBe(subject);
    expect(JSON.stringify(event)).not.toContain('secret');
  });

  it.each(unknown)('%j is nothing we act on', (fields, name) => {
    const event = read(fields);
    expect(event).toEqual({ kind: 'unknown', name, happenedAt: HAPPENED_AT });
    expect(subjectOf(event)).toBe('other');
  });

  it.each(['', 'soon', '-1', '1e9', '1800000000.5', '1'.repeat(13)])(
    'at the time %j happened when we heard of it, and is not acted on',
    (CreateTime) => {
      expect(read({ ...edited, CreateTime })).toEqual({
        kind: 'unknown',
        name: 'change_external_contact.edit_external_contact',
        happenedAt: RECEIVED_AT,
      });
    },
  );

  it('may be written in all the ways XML has', () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
      <!-- a comment --><xml><CreateTime>1800000000</CreateTime><Event>change_external&#95;contact</Event>
      <ChangeType><![CDATA[edit_external]]>_contact</ChangeType><UserID a="b">Zhang<!-- -->Wei</UserID>
      <MemChangeList><Item>1</Item><Item>2</Item></MemChangeList>
      <ExternalUserID><![CDATA[wm1]]></ExternalUserID><State><![CDATA[a]]&gt;<b>&amp;]]></State></xml>`;
    expect(readCallbackEvent(xml, RECEIVED_AT)).toMatchObject({
      kind: 'contact',
      userId: 'zhangwei',
      externalUserId: 'wm1',
      state: 'a]]&gt;<b>&amp;',
    });
  });

  it('may hold lists where a text is expected', () => {
    const xml = message(edited).replace('</xml>', '<State><Item>1</Item></State></xml>');
    expect(readCallbackEvent(xml, RECEIVED_AT)).toMatchObject({ kind: 'contact', state: null });
  });

  it.each([
    ['nothing', ''],
    ['JSON', '{"not":"xml"'],
    ['another root', '<yml><Event>subscribe</Event></yml>'],
    ['two roots', '<xml/><xml/>'],
    ['an end that is missing', '<xml><Event>subscribe</Event>'],
    ['a DOCTYPE', `<!DOCTYPE xml>${message(edited)}`],
    ['a DOCTYPE with entities', `<!DOCTYPE xml [<!ENTITY many "ha">]>${message(edited)}`],
    ['an entity nobody knows', message(edited).replace('</xml>', '<State>&many;</State></xml>')],
    ['half a surrogate', message(edited).replace('</xml>', '<State>&#xD800;</State></xml>')],
    ['a control character', message(edited).replace('wm', 'w\u0000m')],
    ['ten thousand elements in each other', '<xml>'.repeat(10_000)],
  ])('is no message when it is %s', (_what, xml) => {
    expect(() => readCallbackEvent(xml, RECEIVED_AT)).toThrow();
  });

  it('keeps within what the inbox can hold', () => {
    const longest: CallbackEvent = read({ ...edited, ExternalUserID: 'w'.repeat(64) });
    expect(subjectOf(longest)).toHaveLength(73);
  });
});
