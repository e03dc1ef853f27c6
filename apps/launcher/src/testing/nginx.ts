import { findProgram } from './find-program.js';
import { nothingToStop, type Provided } from './service.js';

export const missingNginx = {
  found: false,
  name: 'NGINX',
  command: 'sudo apt-get install -y nginx-light',
} as const;

/** nginx, for the production shape: the program, which whoever needs it starts. */
export function provideNginx(): Provided {
  const program = findProgram('nginx');
  return program ? { found: true, value: program, stop: nothingToStop } : missingNginx;
}
