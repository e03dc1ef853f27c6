import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Platform } from '../platform/platform.js';
import { findApp, findCorp } from '../world/world.js';
import type { AnyEndpoint, Caller } from './endpoint.js';
import { agentGet } from './endpoints/agent.js';
import { departmentSimplelist } from './endpoints/departments.js';
import { markTag, remark } from './endpoints/customer-changes.js';
import {
  batchGetByUser,
  externalContactGet,
  externalContactList,
  getFollowUserList,
} from './endpoints/external-contacts.js';
import { gettoken, ownerOfSecret } from './endpoints/gettoken.js';
import { groupChatGet, groupChatList } from './endpoints/group-chats.js';
import { getuserinfo } from './endpoints/identity.js';
import { mediaUpload } from './endpoints/media.js';
import { getApiDomainIp } from './endpoints/ips.js';
import { userListId, userSimplelist } from './endpoints/member-lists.js';
import { userGet } from './endpoints/members.js';
import { addCorpTag, delCorpTag, editCorpTag, getCorpTagList } from './endpoints/tags.js';
import { getJsapiTicket, ticketGet } from './endpoints/tickets.js';
import { filesIn } from './form.js';
import { errmsgFor, Refusal } from './refusal.js';

const endpoints: AnyEndpoint[] = [
  getJsapiTicket,
  ticketGet,
  getuserinfo,
  userGet,
  departmentSimplelist,
  userSimplelist,
  userListId,
  agentGet,
  getApiDomainIp,
  getCorpTagList,
  addCorpTag,
  editCorpTag,
  delCorpTag,
  markTag,
  remark,
  externalContactGet,
  externalContactList,
  getFollowUserList,
  batchGetByUser,
  groupChatList,
  groupChatGet,
  mediaUpload,
];

/** The largest file, and the form around it. Bytes. */
const FORM_LIMIT = 24 * 1024 * 1024;

/** Stands for a body that cannot be read: the token is looked at before anybody minds (chapter 0). */
const notJson = Symbol('not JSON');

/** Mounts /cgi-bin. Every refusal is HTTP 200 with an errcode; an unknown path is an empty 404 (chapter 0). */
export async function mountServerApi(server: FastifyInstance, platform: Platform): Promise<void> {
  await server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) =>
      parsed(null, jsonOf(String(body))),
    );
    scope.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'buffer', bodyLimit: FORM_LIMIT },
      async (request: FastifyRequest, body: Buffer<ArrayBuffer>) =>
        (await filesIn(body, request.headers['content-type'] ?? '')) ?? notJson,
    );
    mountEndpoints(scope, platform);
    done();
  });
}

function mountEndpoints(server: FastifyInstance, platform: Platform): void {
  const mount = (path: string, emptyOnError: object, answer: (request: FastifyRequest) => object) => {
    server.route({
      method: ['GET', 'POST'],
      url: `/cgi-bin${path}`,
      handler: async (request, reply) => {
        const owner = ownerOf(platform, path, request);
        const record = (errcode: number) =>
          platform.calls.record({ path, ...owner, errcode, at: platform.clock.now() });
        const passage = platform.limits.enter(path, owner);
        // For those who are never answered.
        reply.raw.once('close', () => passage.leave());
        const fault = passage.refusedWith
          ? { kind: 'errcode' as const, errcode: passage.refusedWith }
          : platform.faults.takeCallFault(path);
        switch (fault?.kind) {
          case 'http':
            record(-1);
            return reply.status(fault.status).type('text/html').send(fault.body);
          case 'hang':
            record(-1);
            return hang(reply);
          case 'delay':
            await wait(fault.ms);
            break;
          case 'errcode':
          case undefined:
            break;
        }
        try {
          if (fault?.kind === 'errcode') throw new Refusal(fault.errcode);
          await passage.work();
          const body = answer(request);
          record(0);
          return { errcode: 0, errmsg: 'ok', ...body };
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          record(error.errcode);
          return { errcode: error.errcode, errmsg: errmsgFor(error, request.ip), ...emptyOnError };
        } finally {
          passage.leave();
        }
      },
    });
  };

  mount('/gettoken', {}, (request) => gettoken(platform, queryOf(request)));
  for (const endpoint of endpoints) {
    mount(endpoint.path, endpoint.emptyOnError ?? {}, (request) => {
      const caller = authenticate(platform, request);
      if (endpoint.customerApi && !caller.app.mayCallCustomerApis) throw new Refusal(48002);
      if (request.method !== endpoint.method) throw new Refusal(40058, 'http method');
      if (request.body === notJson) throw new Refusal(40058, 'json');
      return endpoint.answerRaw(platform, caller, inputOf(endpoint, request));
    });
  }
}

function inputOf({ method, takesForm }: AnyEndpoint, request: FastifyRequest): unknown {
  if (method === 'GET') return queryOf(request);
  return takesForm ? { ...Object(request.body), ...queryOf(request) } : (request.body ?? {});
}

/** The token counts in the query string only, and is looked at before anything else (chapter 0). */
function authenticate(platform: Platform, request: FastifyRequest): Caller {
  const token = queryOf(request)['access_token'];
  if (typeof token !== 'string' || !token) throw new Refusal(41001);
  const check = platform.accessTokens.check(token);
  if (!check.valid) throw new Refusal(check.errcode);
  const corp = findCorp(platform.world, check.corpId);
  const app = corp && findApp(corp, check.agentId);
  if (!app) throw new Refusal(40014);
  if (!app.enabled) throw new Refusal(50003);
  if (app.trustedIps && !app.trustedIps.includes(request.ip)) throw new Refusal(60020);
  return { corp, app };
}

function ownerOf(platform: Platform, path: string, request: FastifyRequest) {
  const query = queryOf(request);
  const token = typeof query['access_token'] === 'string' ? query['access_token'] : '';
  const owner = path === '/gettoken' ? ownerOfSecret(platform, query) : platform.accessTokens.owner(token);
  return owner ?? { corpId: null, agentId: null };
}

function queryOf(request: FastifyRequest): Record<string, unknown> {
  return { ...Object(request.query) };
}

function jsonOf(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return notJson;
  }
}

/** Takes the request and never answers: what a caller without a time-out waits for until it is restarted. */
function hang(reply: FastifyReply): FastifyReply {
  return reply.hijack();
}
