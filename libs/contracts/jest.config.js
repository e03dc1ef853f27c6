import { jestProject } from '@sidecard/testing';

export default jestProject('contracts', ['src/**/*.spec.ts']);
