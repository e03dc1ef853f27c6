import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import {
  agentOption,
  corpOption,
  countOption,
  customerOption,
  flag,
  memberOption,
  readArguments,
} from './arguments.js';

const shape = {
  corp: corpOption,
  agent: agentOption.optional(),
  customer: customerOption.optional(),
  member: memberOption.optional(),
  days: z.coerce.number('no number').positive('not more than 0').default(30),
  count: countOption.default(100),
  json: flag,
};
const read = (...given: string[]) => readArguments('usage: …', shape, ['list', 'revoke'], given);

describe('what a command was given', () => {
  it('is read with what goes without saying', () => {
    expect(read('--corp', 'ww1')).toEqual({
      corp: 'ww1',
      days: 30,
      count: 100,
      json: false,
      action: undefined,
    });
    expect(
      read('revoke', '--corp=ww1', '--agent', '1000002', '--member', 'ZhangWei', '--json'),
    ).toMatchObject({
      action: 'revoke',
      agent: 1000002,
      member: 'zhangwei',
      json: true,
    });
  });

  it.each([
    [[], '--corp is missing'],
    [['--corp', ''], '--corp is empty'],
    [['--corp='], '--corp is empty'],
    [['--corp', 'w w'], '--corp is no corp id'],
    [['--agent', ''], '--agent is empty'],
    [['--agent', 'all'], '--agent is no agent id'],
    [['--agent', '0'], '--agent is no agent id'],
    [['--agent', '1e6'], '--agent is no agent id'],
    [['--member', ''], '--member is empty'],
    [['--member='], '--member is empty'],
    [['--member', ' '], '--member is not a user id'],
    [['--member', '*'], '--member is not a user id'],
    [['--member', 'a', '--member', 'b'], '--member is given more than once'],
    [['--member', 'a', '--member', ''], '--member is given more than once'],
    [['--customer', 'a b'], '--customer is no external user id'],
    [['--days', 'x'], '--days is no number'],
    [['--days', '0'], '--days is not more than 0'],
    [['--count', '0'], '--count is less than 1'],
    [['--count', '1.5'], '--count is no whole number'],
    [['end'], 'not understood: end'],
    [['revoke', 'zhangwei'], 'not understood: revoke zhangwei'],
    [[''], 'not understood: '],
  ])('is refused: %j', (given, flaw) => {
    const whole = flaw.startsWith('--corp') ? given : [...given, '--corp', 'ww1'];

    expect(() => read(...whole)).toThrow(`${flaw}\nusage: …`);
  });

  it.each([['--who'], ['--json=yes'], ['--member']])('is refused as nothing that is known: %s', (given) => {
    expect(() => read('--corp', 'ww1', given)).toThrow();
  });
});
