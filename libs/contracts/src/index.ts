export * from './addresses.js';
export * from './bootstrap.js';
export * from './card.js';
export * from './customers.js';
export * from './errors.js';
export * from './follow-up.js';
export * from './ids.js';
export * from './new-follow-up.js';
