import type { WecomApp } from '../wecom-app.js';

/** So many calls in a window of time, counted under a name. */
export interface Window {
  name: string;
  ms: number;
  most: number;
}

/** What one call has to respect. Everything is counted per corp and path, as the platform does (chapter 3). */
export interface Limits {
  /** Carries the corp and the path. */
  name: string;
  parallel: number;
  windows: Window[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Others may call for the same corp too, and our windows do not begin when the platform's do. */
const OUR_SHARE = 0.9;
const PER_MINUTE = 10_000 * OUR_SHARE;
const PER_HOUR = 150_000 * OUR_SHARE;

/** Not published. What is said of lists and tags is about 5; one thing at a time is known to bear more (chapter 3). */
const PARALLEL = 16;
const PARALLEL_LISTS = 5;
const isList = (path: string): boolean => /list|batch|tag/.test(path);

/** The platform grants 100 an hour to an app and 400 to a corp (chapter 3); we need a handful. */
const TICKETS_PER_APP = 60;
const TICKETS_PER_CORP = 300;
const TICKET_PATHS = ['/get_jsapi_ticket', '/ticket/get'];

export function limitsOf({ corpId, agentId }: WecomApp, path: string): Limits {
  const name = `${corpId}:${path}`;
  const windows = TICKET_PATHS.includes(path)
    ? [
        { name: `${corpId}:${agentId}:tickets`, ms: HOUR_MS, most: TICKETS_PER_APP },
        { name: `${corpId}:tickets`, ms: HOUR_MS, most: TICKETS_PER_CORP },
      ]
    : [
        { name: `${name}:minute`, ms: MINUTE_MS, most: PER_MINUTE },
        { name: `${name}:hour`, ms: HOUR_MS, most: PER_HOUR },
      ];
  return { name, parallel: isList(path) ? PARALLEL_LISTS : PARALLEL, windows };
}
