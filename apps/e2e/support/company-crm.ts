import type { Page } from '@playwright/test';

/** What companies' CRMs say that the demo's own tables can't: the shape is `CardCrm` of libs/contracts, and the page checks it. */

const words = (zh: string, en: string) => ({ zh, en });
const money = (yuan: number) => ({ kind: 'money', amountMinor: Math.round(yuan * 100), currency: 'CNY' });
const plain = (text: string) => ({ kind: 'text', text });
const badge = (zh: string, en: string, tone: string) => ({ kind: 'badge', badge: words(zh, en), tone });
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

function field(id: string, label: object, section: string | null, value: object | null, masked = false) {
  return { id, label, section, value, masked };
}

/** The last twelve, this one last. */
function months(yuan: number[]) {
  const now = new Date();
  return yuan.map((sum, index) => {
    const month = new Date(Date.UTC(now.getFullYear(), now.getMonth() - 11 + index, 1));
    return { month: month.toISOString().slice(0, 7), sum: money(sum) };
  });
}

function order(title: string, number: string, yuan: number, count: number, days: number, status: object) {
  return {
    id: number,
    link: `https://crm.example.com/orders/${number}`,
    values: [
      plain(title),
      plain(number),
      money(yuan),
      { kind: 'number', number: count },
      { kind: 'date', at: daysAgo(days), shown: 'day' },
      status,
    ],
  };
}

const record = {
  key: 'c-20871',
  title: '滨江花园 林女士',
  link: 'https://crm.example.com/customers/20871',
  sections: [
    { id: 'header', label: words('标记', 'Marks') },
    { id: 'home', label: words('房屋与设备', 'Home and equipment') },
  ],
  fields: [
    field('grade', words('等级', 'Grade'), 'header', badge('钻石会员', 'Diamond', 'good')),
    field('risk', words('风险', 'Risk'), 'header', badge('有逾期', 'Overdue', 'danger')),
    field('owner', words('负责人', 'Owner'), null, {
      kind: 'member',
      member: { userId: 'ZhangWei', name: '张伟' },
    }),
    field('since', words('成为客户', 'Customer for'), null, {
      kind: 'date',
      at: daysAgo(1210),
      shown: 'age',
    }),
    field('phone', words('主电话', 'Main phone'), null, { kind: 'phone', phone: '138****0001' }, true),
    field('id-card', words('身份证', 'Identity card'), null, plain('••••••'), true),
    field('wishes', words('意向', 'Interested in'), null, {
      kind: 'tag',
      tags: [words('全屋净水', 'Whole house'), words('软水机', 'Softener'), words('以旧换新', 'Trade-in')],
    }),
    field('nothing', words('传真', 'Fax'), null, null),
    field('target', words('年度目标', 'Target of the year'), null, { kind: 'progress', share: 0.68 }),
    field('area', words('面积（㎡）', 'Area (m²)'), 'home', { kind: 'number', number: 142.5 }),
    field('address', words('地址', 'Address'), 'home', plain('杭州市滨江区江南大道 228 号 6 幢 1102')),
    field('survey', words('上门勘测', 'Survey'), 'home', { kind: 'date', at: daysAgo(12), shown: 'time' }),
    field('plan', words('安装图', 'Plan'), 'home', {
      kind: 'link',
      text: '厨房与卫生间 v3',
      url: 'https://crm.example.com/files/plan-3',
    }),
  ],
  lists: [
    {
      id: 'orders',
      label: words('订单', 'Orders'),
      columns: [
        { id: 'title', label: words('内容', 'Title') },
        { id: 'number', label: words('单号', 'Number') },
        { id: 'amount', label: words('金额', 'Amount') },
        { id: 'count', label: words('数量', 'Count') },
        { id: 'date', label: words('日期', 'Date') },
        { id: 'status', label: words('状态', 'Status') },
      ],
      rows: [
        order('全屋净水套装（含安装）', 'SO-2211', 12_800, 1, 3, badge('待付款', 'Unpaid', 'notice')),
        order('RO 滤芯 三支装', 'SO-2034', 597, 3, 64, badge('已交付', 'Delivered', 'good')),
        order('上门检修', 'SO-1970', 199, 1, 130, badge('已关闭', 'Closed', 'plain')),
      ],
      hasMore: true,
      months: months([0, 3200, 0, 860, 1990, 0, 0, 199, 0, 597, 4200, 12_800]),
    },
    {
      id: 'tickets',
      label: words('售后工单', 'Tickets'),
      columns: [
        { id: 'subject', label: words('主题', 'Subject') },
        { id: 'at', label: words('时间', 'At') },
        { id: 'state', label: words('状态', 'State') },
      ],
      rows: [
        {
          id: 't1',
          link: null,
          values: [
            plain('出水有异味，已预约上门'),
            { kind: 'date', at: daysAgo(1), shown: 'age' },
            badge('处理中', 'Open', 'notice'),
          ],
        },
      ],
      hasMore: false,
      months: null,
    },
    {
      id: 'contracts',
      label: words('合同', 'Contracts'),
      columns: [{ id: 'title', label: words('名称', 'Title') }],
      rows: [],
      hasMore: false,
      months: null,
    },
  ],
};

function candidate(key: string, title: string, phone: string, city: string, days: number) {
  return {
    key,
    title,
    fields: [
      field('phone', words('电话', 'Phone'), null, { kind: 'phone', phone }, true),
      field('city', words('城市', 'City'), null, plain(city)),
      field('since', words('建档', 'Known'), null, { kind: 'date', at: daysAgo(days), shown: 'age' }),
    ],
  };
}

const candidates = [
  candidate('c-20871', '滨江花园 林女士', '138****0001', '杭州', 1210),
  candidate('c-31002', '林小雨（以旧换新登记）', '138****0001', '杭州', 45),
  candidate('c-08816', '林小雨', '138****0001', '绍兴', 2400),
];

export const crms = {
  found: { state: 'found', by: 'phone', record },
  linked: { state: 'found', by: 'link', record },
  several: { state: 'several', candidates },
  suggested: {
    state: 'none',
    suggestions: candidates.slice(0, 2),
    canSearch: true,
    canCreate: false,
  },
  unavailable: { state: 'unavailable', since: new Date(Date.now() - 5 * 60_000).toISOString() },
} as const;

/** Lets this customer's card say something else of the CRM, for as long as it is not called with another one. */
export async function crmSays(page: Page, externalUserId: string, crm: object | null): Promise<void> {
  await cardSays(page, externalUserId, crm && { crm });
}

/** Lets this customer's card say something else, for as long as it is not called with other changes. */
export async function cardSays(page: Page, externalUserId: string, changes: object | null): Promise<void> {
  const cards = `**/api/customers/${externalUserId}/card`;
  await page.unroute(cards);
  if (!changes) return;
  await page.route(cards, async (route) => {
    try {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), ...changes } });
    } catch {
      // The page has gone meanwhile, and nobody waits for its card.
    }
  });
}

export type CrmRequest = 'link' | 'unlink' | 'create' | 'reveal' | 'search?**';

/** Answers what is asked of this customer's CRM. */
export async function crmAnswers(
  page: Page,
  request: CrmRequest,
  status: number,
  json?: object,
): Promise<void> {
  await page.route(`**/api/customers/*/crm/${request}`, (route) =>
    route.fulfill(json ? { status, json } : { status }),
  );
}

export const searched = { candidates: candidates.slice(1) };
export const revealed = { value: { kind: 'phone', phone: '13800010001' } };
