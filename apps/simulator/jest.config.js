import { jestProject } from '@sidecard/testing';

export default jestProject('simulator', ['src/**/*.spec.ts', 'test/**/*.spec.ts']);
