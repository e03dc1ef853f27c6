import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as z from 'zod';
import { openApiDocument } from '../src/openapi/document.js';
import { operations } from '../src/openapi/operations.js';
import { everyRoute } from './support/every-route.js';
import { routesOf } from './support/routes.js';
import { startSystem, type System } from './support/system.js';
import { loggedIn, type WebView } from './support/web-view.js';

const responseSchema = z.object({
  description: z.string(),
  content: z.record(z.string(), z.object({ schema: z.object({ $ref: z.string() }).optional() })).optional(),
});
const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ responses: z.record(z.string(), responseSchema) })),
  ),
});

const document = openApiDocument();
const { paths } = documentSchema.parse(document);
const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(document, 'openapi');

let system: System;
let member: WebView;
beforeAll(async () => {
  system = await startSystem({
    configure: ({ corps }) => {
      for (const { roles } of corps) Object.assign(roles, { corp: ['zhangwei'], scripts: ['zhangwei'] });
    },
  });
  member = await loggedIn(system);
});
afterAll(() => system.close());

const responsesOf = (route: string) => {
  const [method = '', pattern = ''] = route.split(' ');
  return paths[pattern.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]?.responses ?? {};
};

describe('the OpenAPI document', () => {
  it('is one, of the version it says', async () => {
    const { valid, errors } = await new Validator().validate({ ...structuredClone(document) });
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('has every route that the router has, and no other', () => {
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(described.toSorted()).toEqual(routesOf(system));
  });

  it('says of each who may use it', () => {
    const told = (routes: Record<string, { audience: string }>) =>
      Object.fromEntries(Object.entries(routes).map(([route, { audience }]) => [route, audience]));
    expect(told(operations)).toEqual(told(everyRoute));
  });

  it('is the one in docs: `pnpm openapi > docs/openapi.json`', () => {
    const kept: unknown = JSON.parse(
      readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'),
    );
    expect(kept).toEqual(JSON.parse(JSON.stringify(document)));
  });
});

describe('is answered as the document says:', () => {
  it.each(Object.entries(everyRoute))('%s', async (route, { audience, prepare, ask }) => {
    const asking = route.endsWith('/logout') ? await loggedIn(system) : member;
    await prepare?.(asking);
    const { status, headers, body } = await ask(asking);
    const response = responsesOf(route)[status];
    if (audience !== 'anybody') expect(status).toBeLessThan(300);

    expect(response?.description).toEqual(expect.any(String));
    for (const type of Object.keys(response?.content ?? {}))
      expect(headers.get('content-type')).toContain(type.replace('*', ''));
    const reference = response?.content?.['application/json']?.schema?.$ref;
    if (reference) {
      const isAsSaid = ajv.compile({ $ref: `openapi${reference}` });
      expect([isAsSaid(body), isAsSaid.errors]).toEqual([true, null]);
    }
  });

  it('so are refusals', async () => {
    const { status, body } = await member.request('/api/bootstrap?url=x');
    expect(responsesOf('GET /api/bootstrap')[status]?.description).toContain(body.code);
    expect(ajv.validate('openapi#/components/schemas/Error', body)).toBe(true);
  });
});
