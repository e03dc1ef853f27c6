import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { collectDefaultMetrics, type Registry } from 'prom-client';
import { parse } from 'yaml';
import * as z from 'zod';
import { METRICS } from '../src/platform/metrics.js';
import { askOps } from './support/ask-ops.js';
import { drainInbox } from './support/drain.js';
import { readPromql } from './support/promql.js';
import type { Receiver } from './support/receiver.js';
import type { System } from './support/system.js';
import { deliver, startTelling } from './support/told.js';
import { loggedIn, sprucesSales } from './support/web-view.js';
import { writeChanges } from './support/written.js';

/** docs/ops, against what a system says of which everything has happened once. */
const read = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../docs/ops/${name}`, import.meta.url)), 'utf8');

const { rules } = z
  .strictObject({
    groups: z.tuple([
      z.strictObject({
        name: z.literal('sidecard'),
        rules: z.array(
          z.strictObject({
            alert: z.string().regex(/^Sidecard[A-Z]\w+$/),
            expr: z.string(),
            for: z
              .string()
              .regex(/^\d+[mh]$/)
              .optional(),
            labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
            annotations: z.strictObject({ summary: z.string() }),
          }),
        ),
      }),
    ]),
  })
  .transform(({ groups: [group] }) => group)
  .parse(parse(read('alerts.yml')));

const { panels } = z
  .object({
    panels: z.array(
      z.object({
        id: z.int(),
        title: z.string(),
        targets: z
          .array(z.object({ expr: z.string(), datasource: z.object({ uid: z.literal('${datasource}') }) }))
          .default([]),
      }),
    ),
  })
  .parse(JSON.parse(read('grafana-dashboard.json')));

const asked = [
  ...rules.map(({ alert, expr }) => ({ by: alert, expr })),
  ...panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }) => ({ by: title, expr: expr.replaceAll('$__rate_interval', '5m') })),
  ),
];

/** Prometheus itself knows whom it has asked, and whether that answered. */
const PROMETHEUS = ['job', 'instance'];

let system: System;
let receivers: Receiver[];
/** Of each series that was told, the labels. */
let told: Map<string, string[]>;
beforeAll(async () => {
  ({ system, receivers } = await startTelling());
  collectDefaultMetrics({ register: system.app.get<Registry>(METRICS) });
  const { corpId } = sprucesSales;
  const zhangWei = await loggedIn(system);
  await zhangWei.card('wmLinXiaoyu');
  await zhangWei.addFollowUp('wmLinXiaoyu', '周六来');
  await deliver(system);
  await zhangWei.changeRemark('wmLinXiaoyu', { remark: '林小雨 一期' });
  await writeChanges(system);
  system.simulator.happen({
    kind: 'memberEditsCustomer',
    corpId,
    userId: 'ZhaoMin',
    externalUserId: 'wmCaoRui',
    remark: '曹睿',
  });
  await drainInbox(system);
  await fetch(`${system.apiUrl}/wecom/callback/${corpId}/${sprucesSales.agentId}`, { method: 'POST' });
  system.simulator.faults.nextCalls('/externalcontact/get', { kind: 'errcode', errcode: 45009 });
  await zhangWei.card('wmHuangLi');

  const { text } = await askOps(system, '/metrics');
  told = new Map(
    [...text.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)].map(([, name = '', labels = '']) => [
      name,
      [...labels.matchAll(/(\w+)="/g)].map(([, label = '']) => label),
    ]),
  );
});
afterAll(async () => {
  await system.close();
  await Promise.all(receivers.map((receiver) => receiver.stop()));
});

describe.each(asked)('$by asks $expr', ({ expr }) => {
  it('for what there is, by labels that it has', () => {
    const { selected, grouped } = readPromql(expr);

    expect(selected.length).toBeGreaterThan(0);
    const known = selected.flatMap(({ metric, labels }) => {
      const has = metric === 'up' ? [] : told.get(metric);
      expect([metric, has]).toEqual([metric, expect.any(Array)]);
      expect([...PROMETHEUS, ...(has ?? [])]).toEqual(expect.arrayContaining(labels));
      return has ?? [];
    });
    expect([...PROMETHEUS, ...known]).toEqual(expect.arrayContaining(grouped));
  });
});

describe.each(rules)('$alert', ({ expr, annotations: { summary } }) => {
  it('says what to do, with labels that its expression leaves', () => {
    expect(summary).toMatch(/See whether|Bring|Look|`pnpm [\w-]+ |compare/);
    const named = [...summary.matchAll(/\$labels\.(\w+)/g)].map(([, label = '']) => label);
    const { grouped } = readPromql(expr);
    expect(/ by \(/.test(expr) ? grouped : PROMETHEUS).toEqual(expect.arrayContaining(named));
  });
});

it('no two panels share an id, and no two alerts a name', () => {
  for (const names of [panels.map(({ id }) => id), rules.map(({ alert }) => alert)])
    expect(new Set<unknown>(names).size).toBe(names.length);
});

it('tells of requests by patterns of routes, never by whom they are about', async () => {
  const { text } = await askOps(system, '/metrics');
  expect(text).toContain(
    'sidecard_request_seconds_count{method="GET",route="/api/customers/:externalUserId/card",status="2xx"} 1\n',
  );
  for (const path of ['/nowhere', '/api/customers']) await fetch(system.apiUrl + path);
  const later = await askOps(system, '/metrics');
  expect(later.text).toContain('sidecard_request_seconds_count{method="any",route="none",status="4xx"} 2\n');
  expect(later.text).not.toContain('wmLinXiaoyu');
});
