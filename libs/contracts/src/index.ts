export * from './addresses.js';
export * from './bootstrap.js';
export * from './card.js';
export * from './errors.js';
export * from './ids.js';
