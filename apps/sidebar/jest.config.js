import { jestProject } from '@sidecard/testing';

export default jestProject('sidebar', ['src/**/*.spec.ts', 'test/**/*.spec.ts'], {
  // The page settles its language once, when it is loaded.
  globals: { navigator: { userAgent: 'wxwork/4.1.36 Language/zh', language: 'zh-CN' } },
});
