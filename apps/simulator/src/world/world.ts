import type { Customer, Customers, Relation } from './customers.js';
import type { GroupChat } from './group-chats.js';
import type { TagGroup } from './tags.js';

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
  customers: Customers;
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
  /** 接收消息 → 设置API接收, every class of events ticked; null where nothing has been set up. */
  callback: CallbackSettings | null;
}

/** What the admin console saves for an app's callbacks (6.1). */
export interface CallbackSettings {
  url: string;
  /** Up to 32 letters and digits. */
  token: string;
  /** 43 letters and digits. */
  encodingAesKey: string;
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
  return corp.customers.find(externalUserId);
}

export function findRelation(customer: Customer, userId: string): Relation | undefined {
  return customer.relations.find((relation) => sameUserId(relation.userId, userId));
}

export function findGroupChat(corp: Corp, chatId: string): GroupChat | undefined {
  return corp.groupChats.find((chat) => chat.chatId === chatId);
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
  return (
    findRelation(getCustomer(corp, externalUserId), userId) ??
    missing(`${userId}'s relation to ${externalUserId}`)
  );
}

export function getGroupChat(corp: Corp, chatId: string): GroupChat {
  return findGroupChat(corp, chatId) ?? missing(`group chat ${chatId} of ${corp.corpId}`);
}

function missing(what: string): never {
  throw new Error(`the world has no ${what}`);
}
