import { z } from 'zod';
import { findApp } from '../../world/world.js';
import { endpoint } from '../endpoint.js';
import { Refusal } from '../refusal.js';

/** The app of the token, and no other (1.4). */
export const agentGet = endpoint({
  method: 'GET',
  path: '/agent/get',
  params: z.object({ agentid: z.string().min(1) }),
  missing: { agentid: 41011 },
  answer: (_platform, { corp, app }, { agentid }) => {
    if (!/^[0-9]+$/.test(agentid) || !findApp(corp, Number(agentid))) throw new Refusal(40056);
    if (Number(agentid) !== app.agentId) throw new Refusal(301002);
    const visible = app.visibleTo === 'everyone' ? [] : app.visibleTo;
    return {
      agentid: app.agentId,
      name: app.name,
      square_logo_url: '',
      description: '',
      allow_userinfos: { user: visible.map((userid) => ({ userid })) },
      allow_partys: { partyid: app.visibleTo === 'everyone' ? [1] : [] },
      allow_tags: { tagid: [] },
      close: app.enabled ? 0 : 1,
      redirect_domain: app.trustedDomains[0] ?? '',
      report_location_flag: 0,
      isreportenter: 0,
      home_url: '',
    };
  },
});
