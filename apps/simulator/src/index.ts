export { createSimulator, type Simulator, type SimulatorOptions } from './create-simulator.js';
export type { Visitor } from './platform/oauth-codes.js';
export type { Clock } from './clock.js';
export * from './world/world.js';
export type { Customer, Customers, Follow, Relation } from './world/customers.js';
export type { GroupChat, GroupChatMember } from './world/group-chats.js';
export type { Tag, TagGroup } from './world/tags.js';
