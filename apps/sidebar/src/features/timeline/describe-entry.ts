import type { TimelineEntry } from '@sidecard/contracts';
import { said } from '../../locales';
import { valueText } from '../crm/value-text';
import { words as originWords } from '../origin/words';
import { words } from './words';

/** One line of the timeline in words: what happened, and what was bought where something was. Follow-ups have words of their own. */
export function describeEntry(entry: Exclude<TimelineEntry, { kind: 'follow_up' }>): {
  title: string;
  body: string | null;
} {
  switch (entry.kind) {
    case 'added':
      return { title: words.added(nameOf(entry), originWords.addWays[entry.addWay]), body: entry.channel };
    case 'half_added':
    case 'customer_left':
      return { title: words[entry.kind](nameOf(entry)), body: null };
    case 'ended':
      return { title: (entry.byTransfer ? words.transferred : words.ended)(nameOf(entry)), body: null };
    case 'transfer_failed':
      return { title: words.transferFailed(nameOf(entry), words.reasons[entry.reason]), body: null };
    case 'edited':
      return { title: words.edited(nameOf(entry)), body: changesOf(entry) };
    case 'stage_changed':
      return {
        title: words.stageChanged(nameOf(entry), said(entry.stage)),
        body: entry.previous && words.previousStage(said(entry.previous)),
      };
    case 'profile_changed':
      return {
        title: words.profileChanged(words.listed(entry.fields.map((field) => words.profileFields[field]))),
        body: null,
      };
    case 'group_joined':
    case 'group_left':
      return { title: words[entry.kind](entry.chatName ?? words.namelessGroup), body: null };
    case 'script_sent':
      return {
        title: words.scriptSent(nameOf(entry), entry.title),
        body: entry.results.every((result) => result === 'sent')
          ? null
          : words.partlySent(
              entry.results.filter((result) => result === 'sent').length,
              entry.results.length,
            ),
      };
    case 'crm':
      return { title: said(entry.label), body: entry.values.map(valueText).join(' · ') };
  }
}

function nameOf({ member }: { member: { userId: string; name: string | null } }): string {
  return member.name ?? member.userId;
}

function changesOf({
  fields,
  tagsAdded,
  tagsRemoved,
}: Extract<TimelineEntry, { kind: 'edited' }>): string | null {
  const parts = [
    ...(fields.length > 0 ? [words.listed(fields.map((field) => words.editedFields[field]))] : []),
    ...(tagsAdded.length > 0 ? [words.tagsAdded(words.listed(tagsAdded))] : []),
    ...(tagsRemoved.length > 0 ? [words.tagsRemoved(words.listed(tagsRemoved))] : []),
  ];
  return parts.length > 0 ? parts.join(' · ') : null;
}
