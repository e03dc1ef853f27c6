import { jestProject } from '@sidecard/testing';

export default jestProject('launcher', ['test/**/*.spec.ts']);
