import { Failure } from './failure.js';

interface CalledBack {
  /** How the demo's configuration names what belongs to this app. */
  name: string;
  corpId: string;
  agentId: number;
  token: string;
  encodingAesKey: string;
}

/** What an administrator would make up in the console, for each app of the simulator. It opens nothing else. */
const calledBack: CalledBack[] = [
  {
    name: 'SPRUCE_SALES',
    corpId: 'wwspruce0a1b2c3d4e',
    agentId: 1000002,
    token: 'SpruceSalesForTheSimulator',
    encodingAesKey: 'SpruceSalesKeyForTheSimulatorAndNothing0000',
  },
  {
    name: 'SPRUCE_SERVICE',
    corpId: 'wwspruce0a1b2c3d4e',
    agentId: 1000003,
    token: 'SpruceServiceForTheSimulator',
    encodingAesKey: 'SpruceServiceKeyForTheSimulatorAndNothing00',
  },
  {
    name: 'BEGONIA',
    corpId: 'wwbegonia5f6a7b8c9d',
    agentId: 1000002,
    token: 'BegoniaForTheSimulator',
    encodingAesKey: 'BegoniaKeyForTheSimulatorAndNothingElse0000',
  },
];

export const demoCallbackSecrets: Record<string, string> = Object.fromEntries(
  calledBack.flatMap(({ name, token, encodingAesKey }) => [
    [`DEMO_CALLBACK_TOKEN_${name}`, token],
    [`DEMO_CALLBACK_KEY_${name}`, encodingAesKey],
  ]),
);

/** Saves the urls in the simulator's console, which asks each of them at once. Takes ports. @throws Failure when one does not prove itself */
export async function setUpCallbacks({ simulator, api }: Record<'simulator' | 'api', number>): Promise<void> {
  const ask = (wish: object) =>
    fetch(`http://127.0.0.1:${simulator}/control/callbacks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wish),
    });
  for (const { corpId, agentId, token, encodingAesKey } of calledBack) {
    const url = `http://127.0.0.1:${api}/wecom/callback/${corpId}/${agentId}`;
    await ask({ kind: 'configure', corpId, agentId, callback: { url, token, encodingAesKey } });
    const check = await ask({ kind: 'verifyUrl', corpId, agentId });
    const said = await check.text();
    if (!check.ok || !said.includes('"ok":true')) throw new Failure(`${url} is not believed: ${said}`);
  }
}
