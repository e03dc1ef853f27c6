import type { CallbackSecrets } from '../../config/app-config.js';
import { consoleAddresses } from '../../config/console-addresses.js';
import type { Probe, WecomCallbackProbe } from '../../wecom/index.js';
import { askOutside, statusOf, type Outside } from '../ask-outside.js';
import { carryOut, notAsked } from '../carry-out.js';
import { fine, type DoctorCode, type Finding, type Said } from '../finding.js';
import type { AppInCorp } from './app-in-wecom.js';

/** The address of a callback names the corp and the app: it means nothing while those are others. */
const MISNAMED: DoctorCode[] = ['corp_id_unknown', 'agent_id_unknown', 'agent_of_other_secret'];

/**
 * What the platform and members' clients find of an app at the public origin.
 * @param known findings about the server, the corp, and the app in WeCom
 */
export function appAtOriginFindings(
  { app, publicOrigin }: AppInCorp,
  callback: CallbackSecrets | null,
  probe: WecomCallbackProbe,
  known: readonly Finding[],
): Promise<Finding[]> {
  const { page: pageUrl, callback: callbackUrl } = consoleAddresses(publicOrigin, app);
  const misnamed = known.find(({ code }) => MISNAMED.includes(code));
  return carryOut(
    app,
    [
      { step: 'page', needs: ['api'], run: () => page(pageUrl) },
      {
        step: 'toolbar_page',
        needs: [],
        run: () => ({ code: 'toolbar_page_by_hand', facts: { url: pageUrl } }),
      },
      {
        step: 'callback',
        // What is sent carries our time, and is refused where it is another's.
        needs: callback ? ['clock', 'api'] : [],
        run: () => {
          if (!callback) return { code: 'callback_not_declared' };
          if (misnamed) return notAsked(misnamed.step);
          return calledBack(callbackUrl, [probe.check(app, callback), probe.message(app, callback)]);
        },
      },
      {
        step: 'callback_saved',
        needs: [],
        run: () =>
          callback
            ? { code: 'callback_saved_by_hand', facts: { url: callbackUrl } }
            : { code: 'callback_not_declared' },
      },
    ],
    known,
  );
}

/** The browser has to stay where it was sent: the url it shows is the one that is signed, to the letter. */
async function page(url: string): Promise<Said> {
  const outside = await askOutside(url);
  const { answer } = outside;
  if (answer?.location) return { code: 'page_redirected', facts: { url, location: answer.location } };
  return answer?.status === 200 && answer.isHtml
    ? fine
    : { code: 'page_missing', facts: { url, status: statusOf(outside) } };
}

/** First as the console asks when the url is saved, then as an event comes. */
async function calledBack(url: string, probes: Probe[]): Promise<Said> {
  for (const probe of probes) {
    const said = receipt(url, probe, await send(url, probe));
    if (said.code !== 'fine') return said;
  }
  return fine;
}

function send(url: string, { query, body }: Probe): Promise<Outside> {
  const post = { method: 'POST', headers: { 'content-type': 'text/xml' } };
  return askOutside(`${url}?${query}`, body === null ? {} : { ...post, body });
}

function receipt(url: string, { echo }: Probe, outside: Outside): Said {
  const { answer } = outside;
  if (answer?.status === 403) return { code: 'callback_refused', facts: { url } };
  if (answer?.status !== 200)
    return { code: 'callback_not_there', facts: { url, status: statusOf(outside) } };
  return echo === null || answer.body === echo ? fine : { code: 'callback_echo_changed', facts: { url } };
}
