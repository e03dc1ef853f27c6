import { jestProject } from '@sidecard/testing';

export default jestProject('api: units', ['src/**/*.spec.ts']);
