import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { Refusal } from '../refusal.js';

/** The corp's ticket, for `config` (1.2). */
export const getJsapiTicket = endpoint({
  method: 'GET',
  path: '/get_jsapi_ticket',
  params: z.object({}),
  answer: ({ tickets }, { corp }) => ticketAnswer(tickets.issue({ corpId: corp.corpId })),
});

/** The app's ticket, for `agentConfig` (1.2). */
export const ticketGet = endpoint({
  method: 'GET',
  path: '/ticket/get',
  params: z.object({ type: z.string().optional() }),
  answer: ({ tickets }, { corp, app }, { type }) => {
    if (type !== 'agent_config') throw new Refusal(91040);
    return ticketAnswer(tickets.issue({ corpId: corp.corpId, agentId: app.agentId }));
  },
});

function ticketAnswer({ ticket, expiresInS }: { ticket: string; expiresInS: number }): object {
  return { ticket, expires_in: expiresInS };
}
