import { execa } from 'execa';
import { Failure } from './failure.js';
import { paths } from './paths.js';

/** Builds what has changed; wireit leaves the rest alone. Quiet unless it fails, but for one line on `said`. */
export async function build(said: NodeJS.WritableStream = process.stdout): Promise<void> {
  said.write('Building what has changed …\n');
  const result = await execa('pnpm', ['run', 'build'], {
    cwd: paths.root,
    all: true,
    reject: false,
  });
  if (result.failed) throw new Failure(`${result.all || result.shortMessage}\nThe build failed.`);
}
