import { lookup } from 'node:dns/promises';
import { apiPaths, errorBodySchema } from '@sidecard/contracts';
import type { CorpConfig } from '../../config/app-config.js';
import { askOutside, problemOf, statusOf } from '../ask-outside.js';
import { carryOut } from '../carry-out.js';
import { fine, type Finding, type Said } from '../finding.js';

/** Whether the corp's domain leads to Sidecard, asked from here as members' clients ask it. */
export function domainFindings(corp: CorpConfig): Promise<Finding[]> {
  return carryOut({ corpId: corp.corpId, agentId: null }, [
    { step: 'dns', needs: [], run: () => dns(new URL(corp.publicOrigin).hostname) },
    { step: 'origin', needs: ['dns'], run: () => origin(corp.publicOrigin) },
    { step: 'api', needs: ['origin'], run: () => api(corp.publicOrigin) },
    { step: 'domain_file', needs: ['api'], run: () => domainFile(corp) },
  ]);
}

async function dns(host: string): Promise<Said> {
  try {
    await lookup(host);
    return fine;
  } catch (error) {
    return { code: 'dns_unknown', facts: { host, problem: problemOf(error) } };
  }
}

/** How Node and OpenSSL call what is wrong with certificates, and with servers that speak no TLS. */
const OF_TLS = /^(CERT_|ERR_TLS|ERR_SSL|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_|INVALID_)/;

async function origin(publicOrigin: string): Promise<Said> {
  const { problem } = await askOutside(publicOrigin);
  if (problem === null) return fine;
  const facts = { origin: publicOrigin, problem };
  return OF_TLS.test(problem) ? { code: 'tls_refused', facts } : { code: 'origin_no_answer', facts };
}

/** Nobody is logged in here, and Sidecard says so in its own words. */
async function api(publicOrigin: string): Promise<Said> {
  const outside = await askOutside(publicOrigin + apiPaths.bootstrap(publicOrigin));
  const isOurs = outside.answer?.status === 401 && saysErrorOfOurs(outside.answer.body);
  return isOurs
    ? fine
    : { code: 'api_not_there', facts: { origin: publicOrigin, status: statusOf(outside) } };
}

function saysErrorOfOurs(body: string): boolean {
  try {
    return errorBodySchema.safeParse(JSON.parse(body)).success;
  } catch {
    return false;
  }
}

/** Its content is the part of its name after `WW_verify_`, to the letter (chapter 7 of the protocol reference). */
async function domainFile({ publicOrigin, domainFile: name }: CorpConfig): Promise<Said> {
  if (!name) return { code: 'domain_file_by_hand', facts: { origin: publicOrigin } };
  const url = `${publicOrigin}/${name}`;
  const outside = await askOutside(url);
  if (outside.answer?.status !== 200)
    return { code: 'domain_file_missing', facts: { url, status: statusOf(outside) } };
  const expected = name.replace(/^WW_verify_|\.txt$/g, '');
  return outside.answer.body === expected ? fine : { code: 'domain_file_differs', facts: { url, expected } };
}
