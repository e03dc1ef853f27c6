import type { CrmValue } from '@sidecard/contracts';
import { language, said } from '../../locales';
import { ago, day, dayAndTime, money, number, percent } from '../../locales/format';

const dates = { day, time: dayAndTime, age: (iso: string) => ago(iso) };

/** What the CRM says of something, in plain words. */
export function valueText(value: CrmValue): string {
  switch (value.kind) {
    case 'text':
    case 'link':
      return value.text;
    case 'number':
      return number(value.number);
    case 'money':
      return money(value.amountMinor, value.currency);
    case 'date':
      return dates[value.shown](value.at);
    case 'tag':
      return value.tags.map(said).join(language === 'en' ? ', ' : '、');
    case 'badge':
      return said(value.badge);
    case 'phone':
      return value.phone;
    case 'progress':
      return percent(value.share);
    case 'member':
      return value.member.name ?? value.member.userId;
  }
}
