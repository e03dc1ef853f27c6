import {
  CHAT_HEADER,
  errorBodySchema,
  errorStatus,
  REQUEST_ID_HEADER,
  WEB_VIEW_HEADER,
  type ErrorCode,
} from '@sidecard/contracts';
import * as z from 'zod';
import type { Audience, Named, Operation } from './operation.js';
import { operations } from './operations.js';

const ofMembers: ErrorCode[] = [
  'NOT_LOGGED_IN',
  'SESSION_CHANGED',
  'UNKNOWN_APP',
  'RATE_LIMITED',
  'NOT_READY',
];
const ofWecom: ErrorCode[] = [
  'WECOM_UNAVAILABLE',
  'WECOM_MISCONFIGURED',
  'CUSTOMER_API_FORBIDDEN',
  'DOMAIN_NOT_TRUSTED',
  'IP_NOT_TRUSTED',
  'OUTSIDE_VISIBLE_RANGE',
  'CUSTOMER_CONTACT_DISABLED',
  'WECOM_NOT_PERMITTED',
];
const requestId = { [REQUEST_ID_HEADER]: { $ref: '#/components/headers/RequestId' } };
/** What everybody of an audience may be told. */
const usualErrors: Record<Audience, ErrorCode[]> = {
  anybody: [],
  member: [...ofMembers, ...ofWecom],
  supervisor: [...ofMembers, 'ROUTE_NOT_FOUND'],
  customer: [...ofMembers, ...ofWecom, 'CUSTOMER_NOT_FOUND', 'RELATION_ENDED'],
};

/** The API as an OpenAPI 3.1 document, made of the contracts it keeps. Nothing of a deployment is in it. */
export function openApiDocument(): object {
  const schemas = new Map<string, object>([['Error', jsonSchemaOf(errorBodySchema, 'input')]]);
  const paths: Record<string, Record<string, object>> = {};
  for (const [route, operation] of Object.entries(operations)) {
    const [method = '', pattern = ''] = route.split(' ');
    const path = pattern.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(method, pattern, operation, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sidecard', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: {
      schemas: Object.fromEntries([...schemas].toSorted(([one], [other]) => (one < other ? -1 : 1))),
      headers: { RequestId: { description: 'names the request in the log', schema: { type: 'string' } } },
      responses: {
        Refusal: {
          description: 'a refusal',
          headers: requestId,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-sidecard' },
        webView: { type: 'apiKey', in: 'header', name: WEB_VIEW_HEADER },
      },
    },
  };
}

function describe(
  method: string,
  pattern: string,
  operation: Operation,
  schemas: Map<string, object>,
): object {
  const { summary, audience, body } = operation;
  const isWrite = method === 'POST' && audience !== 'anybody';
  return {
    summary,
    security: audience === 'anybody' ? [] : [{ session: [], webView: [] }],
    parameters: parametersOf(pattern, operation, isWrite),
    ...(body && { requestBody: { required: true, content: contentOf(body, schemas, 'input') } }),
    responses: {
      ...answerOf(operation, schemas),
      ...refusalsOf(operation, isWrite),
      ...othersOf(operation),
    },
  };
}

function parametersOf(pattern: string, { audience, query = {}, headers = {} }: Operation, isWrite: boolean) {
  const text = { type: 'string' };
  return [
    ...[...pattern.matchAll(/:(\w+)/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: text,
    })),
    ...Object.entries(query).map(([name, { about, isOptional, oneOf }]) => ({
      name,
      in: 'query',
      required: !isOptional,
      description: about,
      schema: oneOf ? { enum: oneOf } : text,
    })),
    ...Object.entries({
      ...headers,
      ...(isWrite && audience === 'customer' ? { [CHAT_HEADER]: 'the chat that is open, or none' } : {}),
    }).map(([name, description]) => ({ name, in: 'header', required: true, description, schema: text })),
  ];
}

function answerOf({ answer, isCreated }: Operation, schemas: Map<string, object>): Record<string, object> {
  if (answer === 302) return { 302: { description: 'leads on', headers: requestId } };
  if (!answer) return { 204: { description: 'done', headers: requestId } };
  const content = contentOf('type' in answer ? answer.type : answer, schemas, 'output');
  return { [isCreated ? 201 : 200]: { description: 'the answer', headers: requestId, content } };
}

/** By status: which codes it may come with. */
function refusalsOf({ audience, body, errors = [] }: Operation, isWrite: boolean): Record<string, object> {
  const codes = new Set<ErrorCode>([
    ...usualErrors[audience],
    ...errors,
    ...(body && typeof body !== 'string' ? (['INVALID_REQUEST', 'PAYLOAD_TOO_LARGE'] as const) : []),
    ...(isWrite ? (['ORIGIN_NOT_OURS'] as const) : []),
    ...(isWrite && audience === 'customer' ? (['INVALID_REQUEST', 'CHAT_CHANGED'] as const) : []),
    'UNEXPECTED',
  ]);
  const all = [...codes];
  return Object.fromEntries(
    [...new Set(all.map((code) => errorStatus[code]))].map((status) => [
      status,
      {
        $ref: '#/components/responses/Refusal',
        description: all.filter((code) => errorStatus[code] === status).join(', '),
      },
    ]),
  );
}

function othersOf({ others = {} }: Operation): Record<string, object> {
  return Object.fromEntries(
    Object.entries(others).map(([status, description]) => [status, { description, headers: requestId }]),
  );
}

function contentOf(what: Named | string, schemas: Map<string, object>, io: 'input' | 'output') {
  if (typeof what === 'string') return { [what]: {} };
  const [name, schema] = what;
  schemas.set(name, jsonSchemaOf(schema, io));
  return { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } };
}

function jsonSchemaOf(schema: Named[1], io: 'input' | 'output'): object {
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, { io });
  return described;
}
