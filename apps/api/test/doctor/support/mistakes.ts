import { getApp, getCorp } from '@sidecard/simulator';
import { openTlsTunnel } from '@sidecard/testing/tls-tunnel';
import type { DoctorCode, Step } from '../../../src/doctor/finding.js';
import { freePort } from '../../fleet/unreliable-redis.js';
import { begonias, sprucesService } from '../../support/web-view.js';
import { answering, DOMAIN_FILE } from './front.js';
import type { Plant } from './patient.js';

interface Mistake {
  name: string;
  plant: Plant;
  /** The one finding that it is. */
  red: [Step, DoctorCode];
  /** What has to be told of it, too. */
  facts?: Record<string, string>;
}

const page =
  (status: number, headers: Record<string, string> = {}): Plant =>
  ({ front }) =>
    void front.habits.push(answering('/s/', status, '', headers));

/** The domain is elsewhere, and the console knows. */
const movedTo =
  (origin: string): Plant =>
  ({ declared, app }) => {
    declared.corp.publicOrigin = origin;
    app.trustedDomains = [new URL(origin).host];
  };

export const mistakes: Mistake[] = [
  {
    name: 'no way to WeCom',
    plant: async ({ config }) => {
      config.wecom.apiBaseUrl = `http://127.0.0.1:${await freePort()}`;
    },
    red: ['platform', 'platform_no_answer'],
  },
  {
    name: 'a clock that is a quarter of an hour slow',
    plant: (patient) => {
      const { clock } = patient.system;
      patient.clock = { now: () => clock.now() - 15 * 60_000 };
    },
    red: ['clock', 'clock_off'],
  },
  {
    name: 'a corp id with a slip',
    plant: ({ declared }) => {
      declared.corp.corpId = 'wwspruce0a1b2c3d4f';
    },
    red: ['secret', 'corp_id_unknown'],
    facts: { errcode: '40013', corpId: 'wwspruce0a1b2c3d4f' },
  },
  {
    name: 'a secret that was reset',
    plant: ({ app }) => {
      app.secret = 'another-secret';
    },
    red: ['secret', 'secret_wrong'],
    facts: { errcode: '40001' },
  },
  {
    name: 'the secret of another corp',
    plant: ({ declared, system }) => {
      declared.app.secret = getApp(getCorp(system.simulator.world, begonias.corpId), begonias.agentId).secret;
    },
    red: ['secret', 'secret_of_other_corp'],
    facts: { errcode: '40091' },
  },
  {
    name: 'an address that is locked out',
    plant: ({ system }) =>
      system.simulator.faults.nextCalls('/gettoken', { kind: 'errcode', errcode: 45009 }),
    red: ['secret', 'address_banned'],
    facts: { errcode: '45009' },
  },
  {
    name: 'an address that is not trusted',
    plant: ({ app }) => {
      app.trustedIps = ['203.0.113.7'];
    },
    red: ['trusted_ip', 'ip_not_trusted'],
    facts: { errcode: '60020', ip: '127.0.0.1' },
  },
  {
    name: 'an address that is refused before its secret is looked at',
    plant: ({ system }) =>
      system.simulator.faults.nextCalls('/gettoken', { kind: 'errcode', errcode: 60020 }),
    red: ['trusted_ip', 'ip_not_trusted'],
  },
  {
    name: 'an app that is switched off',
    plant: ({ app }) => {
      app.enabled = false;
    },
    red: ['app_enabled', 'app_disabled'],
    facts: { errcode: '50003' },
  },
  {
    name: 'an agent id that the corp does not have',
    plant: ({ declared }) => {
      declared.app.agentId = 1_000_099;
    },
    red: ['agent_id', 'agent_id_unknown'],
    facts: { errcode: '40056', agentId: '1000099' },
  },
  {
    name: 'the agent id of the app next to it',
    plant: ({ declared }) => {
      declared.app.agentId = sprucesService.agentId;
    },
    red: ['agent_id', 'agent_of_other_secret'],
    facts: { errcode: '301002' },
  },
  {
    name: 'a corp that is not verified',
    plant: ({ system }) =>
      system.simulator.faults.nextCalls('/agent/get', { kind: 'errcode', errcode: 43009 }),
    red: ['agent_id', 'wecom_refused'],
    facts: { errcode: '43009' },
  },
  {
    name: 'a visible range with nobody in it',
    plant: ({ app }) => {
      app.visibleTo = [];
    },
    red: ['visible_range', 'visible_range_empty'],
  },
  {
    name: 'no trusted domain',
    plant: ({ app }) => {
      app.trustedDomains = [];
    },
    red: ['oauth_domain', 'oauth_domain_missing'],
  },
  {
    name: 'the trusted domain without its port',
    plant: ({ app }) => {
      app.trustedDomains = ['127.0.0.1'];
    },
    red: ['oauth_domain', 'oauth_domain_differs'],
    facts: { found: '127.0.0.1' },
  },
  {
    name: 'an app that may not call customer APIs',
    plant: ({ app }) => {
      app.mayCallCustomerApis = false;
    },
    red: ['customer_api', 'customer_api_forbidden'],
    facts: { errcode: '48002' },
  },
  {
    name: 'nobody with customer contact',
    plant: ({ corp }) => {
      for (const member of corp.members) member.customerContact = false;
    },
    red: ['customer_contact', 'customer_contact_nobody'],
  },
  {
    name: 'tickets asked for too often',
    plant: ({ system }) =>
      system.simulator.faults.nextCalls('/ticket/get', { kind: 'errcode', errcode: 45009 }),
    red: ['tickets', 'wecom_throttled'],
    facts: { errcode: '45009' },
  },
  {
    name: 'something else that answers for WeCom',
    plant: ({ system }) =>
      system.simulator.faults.nextCalls('/ticket/get', { kind: 'http', status: 200, body: '<html>' }, 9),
    red: ['tickets', 'wecom_no_answer'],
  },
  {
    name: 'a domain that nobody has registered',
    plant: movedTo('https://sidecard.invalid'),
    red: ['dns', 'dns_unknown'],
  },
  {
    name: 'a port where nobody listens',
    plant: async (patient) => movedTo(`https://localhost:${await freePort()}`)(patient),
    red: ['origin', 'origin_no_answer'],
    facts: { problem: 'ECONNREFUSED' },
  },
  {
    name: 'https where there is no TLS',
    plant: (patient) => movedTo(`https://localhost:${new URL(patient.front.url).port}`)(patient),
    red: ['origin', 'tls_refused'],
  },
  {
    name: 'a certificate that nobody has signed',
    plant: async (patient) => {
      const tunnel = await openTlsTunnel(Number(new URL(patient.front.url).port));
      await movedTo(tunnel.origin)(patient);
      return () => tunnel.close();
    },
    red: ['origin', 'tls_refused'],
    facts: { problem: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  },
  {
    name: 'a domain that leads to somebody else’s page',
    plant: ({ front }) =>
      void front.habits.push(answering('/', 200, '<html>', { 'content-type': 'text/html' })),
    red: ['api', 'api_not_there'],
    facts: { status: '200' },
  },
  {
    name: 'an API that is down',
    plant: ({ front }) => void front.habits.push(answering('/api/', 502)),
    red: ['api', 'api_not_there'],
    facts: { status: '502' },
  },
  {
    name: 'no ownership file',
    plant: ({ front }) => void front.habits.push(answering('/WW_verify', 404)),
    red: ['domain_file', 'domain_file_missing'],
  },
  {
    name: 'an ownership file with a newline',
    plant: ({ front }) => void front.habits.push(answering(`/${DOMAIN_FILE}`, 200, 'Sidecard00Doctor\n')),
    red: ['domain_file', 'domain_file_differs'],
  },
  {
    name: 'a page that sends the browser to another domain',
    plant: page(301, { location: 'https://www.example.com/s/' }),
    red: ['page', 'page_redirected'],
    facts: { location: 'https://www.example.com/s/' },
  },
  { name: 'no page', plant: page(404), red: ['page', 'page_missing'] },
  {
    name: 'callbacks that are not passed on',
    plant: ({ front }) => void front.habits.push(answering('/wecom/', 404)),
    red: ['callback', 'callback_not_there'],
    facts: { status: '404' },
  },
  {
    name: 'callbacks of which only the check is passed on',
    plant: ({ front }) =>
      void front.habits.push(
        (asked, answer) => asked.method === 'POST' && answering('/wecom/', 405)(asked, answer),
      ),
    red: ['callback', 'callback_not_there'],
    facts: { status: '405' },
  },
  {
    name: 'another Token than the API’s',
    plant: ({ declared }) => {
      declared.app.callback = {
        token: 'another',
        encodingAesKey: declared.app.callback?.encodingAesKey ?? '',
      };
    },
    red: ['callback', 'callback_refused'],
  },
  {
    name: 'another EncodingAESKey than the API’s',
    plant: ({ declared }) => {
      declared.app.callback = { token: declared.app.callback?.token ?? '', encodingAesKey: 'k'.repeat(43) };
    },
    red: ['callback', 'callback_refused'],
  },
  {
    name: 'a firewall that answers for the API',
    plant: ({ front }) => void front.habits.push(answering('/wecom/', 200, 'ok')),
    red: ['callback', 'callback_echo_changed'],
  },
  {
    name: 'a database of another name',
    plant: ({ config }) => {
      if (config.database.kind === 'mysql') config.database.url += '_not_there';
    },
    red: ['database', 'database_no_answer'],
  },
  {
    name: 'a migration that was not run',
    plant: async ({ system: { database } }) => {
      await database.query('CREATE TABLE put_by SELECT * FROM migrations ORDER BY timestamp DESC LIMIT 1');
      await database.query('DELETE FROM migrations ORDER BY timestamp DESC LIMIT 1');
      return async () => {
        await database.query('INSERT INTO migrations SELECT * FROM put_by');
        await database.query('DROP TABLE put_by');
      };
    },
    red: ['migrations', 'migrations_pending'],
    facts: { count: '1' },
  },
  {
    name: 'a table that takes no emoji',
    plant: async ({ system: { database } }) => {
      const column = (charset: string) =>
        database.query(`ALTER TABLE members MODIFY name VARCHAR(255) CHARACTER SET ${charset} NULL`);
      await column('latin1');
      return () => column('utf8mb4');
    },
    red: ['database_charset', 'database_charset'],
    facts: { tables: 'members' },
  },
  {
    name: 'no Redis',
    plant: async ({ config }) => {
      config.cache = { ...config.cache, kind: 'redis', url: `redis://127.0.0.1:${await freePort()}` };
    },
    red: ['redis', 'redis_no_answer'],
  },
  {
    name: 'a Redis that throws away what is least used',
    plant: async ({ redis }) => {
      await redis.configSet({ maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' });
      return () => redis.configSet({ maxmemory: '0', 'maxmemory-policy': 'noeviction' });
    },
    red: ['redis_eviction', 'redis_evicts'],
    facts: { policy: 'allkeys-lru' },
  },
  {
    name: 'a Redis that forgets',
    plant: async ({ redis }) => {
      await redis.configSet('appendonly', 'no');
      return () => redis.configSet('appendonly', 'yes');
    },
    red: ['redis_persistence', 'redis_forgets'],
  },
];
