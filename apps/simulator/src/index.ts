export { createSimulator, type Simulator, type SimulatorOptions } from './create-simulator.js';
export type { Visitor } from './platform/oauth-codes.js';
export type { Clock } from './clock.js';
export * from './world/world.js';
