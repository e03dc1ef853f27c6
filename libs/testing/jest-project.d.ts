import type { Config } from 'jest';

/**
 * One Jest project: ES modules, TypeScript compiled by swc.
 * @param displayName what its results are listed under
 * @param testMatch globs below the package's folder
 */
export declare function jestProject(displayName: string, testMatch: string[], extras?: Config): Config;
