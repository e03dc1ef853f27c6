import { z } from 'zod';
import { endpoint } from '../endpoint.js';

/** The platform's own addresses, for egress firewalls (1.15). Entries may be wildcards. */
export const getApiDomainIp = endpoint({
  method: 'GET',
  path: '/get_api_domain_ip',
  params: z.object({}),
  emptyOnError: { ip_list: [] },
  answer: () => ({ ip_list: ['127.0.0.1', '101.226.103.*'] }),
});
