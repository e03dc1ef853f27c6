/** What the platform tells of (6.6 to 6.10). */
export interface CallbackEvent {
  /** `sys`, or the member whose doing an app's event is. */
  from: string;
  /** Like `change_external_contact`. */
  event: string;
  /** In the order of the platform's samples. What is undefined is not written. */
  fields: Record<string, FieldValue | undefined>;
}

type FieldValue = string | number | string[];

/** @param createdAt seconds since 1970 */
export function messageXml(
  corpId: string,
  createdAt: number,
  { from, event, fields }: CallbackEvent,
): string {
  return xml({
    ToUserName: corpId,
    FromUserName: from,
    CreateTime: createdAt,
    MsgType: 'event',
    Event: event,
    ...fields,
  });
}

/** The envelope; only events of an app itself name it (6.2). */
export function envelopeXml(corpId: string, agentId: string, encrypted: string): string {
  return xml({ ToUserName: corpId, AgentID: agentId, Encrypt: encrypted });
}

/** As in the official samples: one element a line, texts in CDATA, numbers bare. */
function xml(fields: Record<string, FieldValue | undefined>): string {
  const elements = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`<${name}>${content(value)}</${name}>\n`],
  );
  return `<xml>${elements.join('')}</xml>`;
}

function content(value: FieldValue): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  return value.map((item) => `<Item>${content(item)}</Item>`).join('');
}
