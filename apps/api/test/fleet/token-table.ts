import type { Row } from './row.js';
import { rowsPlatform } from './rows-platform.js';
import { rowsRedis } from './rows-redis.js';
import { rowsTogether } from './rows-together.js';

/** What we promise of tokens: asserted by token-table.spec.ts, printed by bench/tokens. */
export const rows: Row[] = [...rowsTogether, ...rowsRedis, ...rowsPlatform];
