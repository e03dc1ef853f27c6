import { describe, expect, it } from '@jest/globals';
import { hostProblem } from '../src/host/host-problem';
import { LateError } from '../src/within';

/** What clients have been seen or are documented to say, as the SDK hands it on (protocol reference 5.4, 5.6). */
describe('what the client says', () => {
  it.each([
    ['getCurExternalContact:without context of external contact', 'NOT_BESIDE_A_CHAT'],
    ['getCurExternalContact:failwithout context of external contact', 'NOT_BESIDE_A_CHAT'],
    ['getCurExternalContact:fail without context of external contact', 'NOT_BESIDE_A_CHAT'],
    ['getCurExternalContact:no permission', 'NO_JSSDK_PERMISSION'],
    ['getCurExternalContact:fail no permission', 'NO_JSSDK_PERMISSION'],
    ['getCurExternalContact:fail_nopermission', 'NO_JSSDK_PERMISSION'],
    ['getCurExternalContact:permission denied', 'NO_JSSDK_PERMISSION'],
    ['getCurExternalContact:the permission value is offline verifying', 'NO_JSSDK_PERMISSION'],
    [
      'agentConfig:invalid signature more info at https://open.work.weixin.qq.com/devtool/query?e=40093',
      'SIGNATURE_REFUSED',
    ],
    [
      'agentConfig:invalid corpId more info at https://open.work.weixin.qq.com/devtool/query?e=40013',
      'SIGNATURE_REFUSED',
    ],
    ['agentConfig:invalid url domain', 'DOMAIN_NOT_TRUSTED'],
    ['agentConfig:user not in allow list', 'OUTSIDE_VISIBLE_RANGE'],
    ['getContext:function not exist', 'CLIENT_TOO_OLD'],
    ['getContext:something new', 'UNEXPECTED'],
  ])('"%s" is %s', (errMsg, code) => {
    expect(hostProblem({ errMsg }).problem).toEqual({ code, technical: errMsg });
  });

  it('nothing, in time, is a silent client', () => {
    expect(hostProblem(new LateError()).problem).toEqual({ code: 'CLIENT_SILENT' });
  });

  it('something thrown by the SDK itself is kept for support', () => {
    expect(hostProblem(new Error('SDK Error: Aborted')).problem).toEqual({
      code: 'UNEXPECTED',
      technical: 'SDK Error: Aborted',
    });
  });
});
