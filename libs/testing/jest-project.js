import { createRequire } from 'node:module';

const transformer = createRequire(import.meta.url).resolve('@swc/jest');

/** Tests are compiled by swc, production by tsc: both keep decorators and class fields the same way. */
const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
  },
  module: { type: 'es6' },
};

export function jestProject(displayName, testMatch, extras = {}) {
  return {
    displayName,
    testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
    testEnvironment: 'node',
    extensionsToTreatAsEsm: ['.ts'],
    transform: { '^.+\\.ts$': [transformer, swc] },
    // TypeScript's ESM says `./x.js` and means `./x.ts`.
    moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
    ...extras,
  };
}
