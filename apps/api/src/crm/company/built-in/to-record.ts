import type { CrmList, CrmValue, Tone, Words } from '@sidecard/contracts';
import { monthAt } from '../../calendar.js';
import { iso } from '../../iso.js';
import type { CompanyCandidate, CompanyField } from '../company-crm.js';
import { twelveMonthsTo } from '../last-months.js';
import type { CustomerProfile } from './customer-profile.entity.js';
import type { Order } from './order.entity.js';
import type { Amount } from './orders.repository.js';

const everybody = ['own', 'team', 'corp'] as const;

const statuses: Record<Order['status'], { badge: Words; tone: Tone }> = {
  pending: { badge: { zh: '待付款', en: 'unpaid' }, tone: 'notice' },
  paid: { badge: { zh: '已付款', en: 'paid' }, tone: 'plain' },
  delivered: { badge: { zh: '已交付', en: 'delivered' }, tone: 'plain' },
  closed: { badge: { zh: '已关闭', en: 'closed' }, tone: 'plain' },
};

export const ORDERS: Words = { zh: '最近订单', en: 'Latest orders' };
export const ORDER: Words = { zh: '订单', en: 'Order' };

/** `months`: those that are summed up, like `2026-11`, the oldest first; `timeZone` like `Asia/Shanghai`. */
export interface Calendar {
  months: string[];
  timeZone: string;
}

/** @param now ms since 1970 */
export function calendarAt(now: number, timeZone: string): Calendar {
  return { months: twelveMonthsTo(monthAt(now, timeZone)), timeZone };
}

export function toCandidate(profile: CustomerProfile, title: string): CompanyCandidate {
  return { key: profile.externalUserId, title, fields: fieldsOf(profile) };
}

export function fieldsOf({ level, ownerUserId }: CustomerProfile): CompanyField[] {
  const field = (id: string, label: Words, value: CrmValue | null, section: string | null): CompanyField => ({
    id,
    label,
    section,
    value,
    roles: everybody,
    masked: false,
  });
  return [
    field(
      'level',
      { zh: '客户等级', en: 'Level' },
      level === null ? null : { kind: 'badge', badge: wordsOfLevel(level), tone: 'plain' },
      'header',
    ),
    field(
      'owner',
      { zh: '负责人', en: 'Owner' },
      ownerUserId === null ? null : { kind: 'member', member: { userId: ownerUserId, name: null } },
      null,
    ),
  ];
}

/**
 * @param latest one more than is shown, if there are as many
 * @param amounts of the last twelve months
 */
export function orderList(latest: Order[], shown: number, amounts: Amount[], calendar: Calendar): CrmList {
  return {
    id: 'orders',
    label: ORDERS,
    columns: [
      { id: 'title', label: { zh: '内容', en: 'Title' } },
      { id: 'amount', label: { zh: '金额', en: 'Amount' } },
      { id: 'ordered_at', label: { zh: '日期', en: 'Date' } },
      { id: 'number', label: { zh: '单号', en: 'Number' } },
      { id: 'status', label: { zh: '状态', en: 'Status' } },
    ],
    rows: latest.slice(0, shown).map((order) => ({
      id: order.orderNumber,
      link: null,
      values: [
        { kind: 'text', text: order.title },
        amountOf(order),
        { kind: 'date', at: iso(order.orderedAt), shown: 'day' },
        { kind: 'text', text: order.orderNumber },
        statusOf(order),
      ],
    })),
    hasMore: latest.length > shown,
    months: sumsOf(amounts, calendar),
  };
}

/** What the timeline says of an order. */
export function orderValues(order: Order): CrmValue[] {
  return [{ kind: 'text', text: order.title }, amountOf(order), statusOf(order)];
}

function amountOf({ amountMinor, currency }: Pick<Order, 'amountMinor' | 'currency'>) {
  return { kind: 'money', amountMinor, currency } as const;
}

function statusOf({ status }: Order): CrmValue {
  return { kind: 'badge', ...statuses[status] };
}

function wordsOfLevel(level: string): Words {
  return /^[A-Z]$/.test(level) ? { zh: `${level} 级`, en: `Level ${level}` } : { zh: level, en: level };
}

/** Null for a customer who has ordered nothing in that time, and where there is no common currency to sum up in. */
function sumsOf(amounts: Amount[], { months, timeZone }: Calendar): CrmList['months'] {
  const [currency, ...others] = new Set(amounts.map((amount) => amount.currency));
  if (currency === undefined || others.length > 0) return null;
  const sums = new Map<string, number>();
  for (const { orderedAt, amountMinor } of amounts) {
    const month = monthAt(orderedAt, timeZone);
    sums.set(month, (sums.get(month) ?? 0) + amountMinor);
  }
  return months.map((month) => ({
    month,
    sum: amountOf({ amountMinor: sums.get(month) ?? 0, currency }),
  }));
}
