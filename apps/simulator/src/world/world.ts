/**
 * What the simulated platform knows. Everything here may be changed while it runs: the next answer shows it.
 * Names follow the platform; shapes are ours, and become the platform's only in `server-api/`.
 */
export interface World {
  corps: Corp[];
}

export interface Corp {
  corpId: string;
  name: string;
  apps: App[];
  departments: Department[];
  members: Member[];
  customers: Customer[];
  tagGroups: TagGroup[];
  groupChats: GroupChat[];
}

export interface App {
  /** Unique only inside its corp. */
  agentId: number;
  name: string;
  secret: string;
  enabled: boolean;
  /** Hosts with their port, as typed into the admin console (chapter 7). */
  trustedDomains: string[];
  /** 可见范围. */
  visibleTo: 'everyone' | string[];
  /** Listed under 客户联系 → 可调用接口的应用. */
  mayCallCustomerApis: boolean;
  /** 企业可信IP; null means that the app is old enough not to need one. */
  trustedIps: string[] | null;
}

export interface Department {
  departmentId: number;
  name: string;
  /** 0 at the root, whose id is 1. */
  parentId: number;
}

export interface Member {
  /** Unique only inside its corp, case-insensitive on input (chapter 7, ID rules). */
  userId: string;
  name: string;
  position: string;
  department: number;
  /** 部门负责人 of that department. */
  leads?: true;
  /** 客户联系 enabled (使用范围). */
  customerContact: boolean;
}

export interface Customer {
  /** Unique only inside its corp. */
  externalUserId: string;
  name: string;
  hasAvatar: boolean;
  /** 1 WeChat user, 2 WeCom user. */
  type: 1 | 2;
  /** 0 unknown, 1 male, 2 female. */
  gender: 0 | 1 | 2;
  /** Only type 2. */
  company: { shortName: string; fullName: string; position: string } | null;
  relations: Relation[];
}

export interface Relation {
  userId: string;
  remark: string;
  description: string;
  /** Seconds since 1970. */
  createdAt: number;
  addWay: number;
  operUserId: string;
  tagIds: string[];
  /** The member's own tags: type 2, without an id. */
  personalTags: string[];
  remarkMobiles: string[];
  remarkCorpName: string;
  state: string | null;
  /** `customer`: the one-way relation lives on. `member`: 84061 (1.7). */
  deletedBy: 'customer' | 'member' | null;
}

export interface TagGroup {
  groupId: string;
  name: string;
  createdAt: number;
  order: number;
  tags: { id: string; name: string; createdAt: number; order: number }[];
}

export interface GroupChat {
  chatId: string;
  name: string;
  ownerUserId: string;
  memberUserIds: string[];
  externalUserIds: string[];
}

export function findCorp(world: World, corpId: string): Corp | undefined {
  return world.corps.find((corp) => corp.corpId === corpId);
}

export function findApp(corp: Corp, agentId: number): App | undefined {
  return corp.apps.find((app) => app.agentId === agentId);
}

export function findMember(corp: Corp, userId: string): Member | undefined {
  return corp.members.find((member) => sameUserId(member.userId, userId));
}

export function findCustomer(corp: Corp, externalUserId: string): Customer | undefined {
  return corp.customers.find((customer) => customer.externalUserId === externalUserId);
}

export function sameUserId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

export function isVisible(app: App, userId: string): boolean {
  return app.visibleTo === 'everyone' || app.visibleTo.some((visible) => sameUserId(visible, userId));
}

/** Relations that the app may be told about: the member has not ended them and is inside the visible range. */
export function visibleRelations(app: App, customer: Customer): Relation[] {
  return customer.relations.filter(
    (relation) => relation.deletedBy !== 'member' && isVisible(app, relation.userId),
  );
}

/** A corp that must be there: for whoever sets the scene. */
export function getCorp(world: World, corpId: string): Corp {
  return findCorp(world, corpId) ?? missing(`corp ${corpId}`);
}

export function getApp(corp: Corp, agentId: number): App {
  return findApp(corp, agentId) ?? missing(`app ${agentId} of ${corp.corpId}`);
}

export function getMember(corp: Corp, userId: string): Member {
  return findMember(corp, userId) ?? missing(`member ${userId} of ${corp.corpId}`);
}

export function getCustomer(corp: Corp, externalUserId: string): Customer {
  return findCustomer(corp, externalUserId) ?? missing(`customer ${externalUserId} of ${corp.corpId}`);
}

export function getRelation(corp: Corp, externalUserId: string, userId: string): Relation {
  const { relations } = getCustomer(corp, externalUserId);
  return (
    relations.find((relation) => sameUserId(relation.userId, userId)) ??
    missing(`${userId}'s relation to ${externalUserId}`)
  );
}

function missing(what: string): never {
  throw new Error(`the world has no ${what}`);
}
