import { describe, expect, it } from '@jest/globals';
import { signPage } from './jssdk-signature.js';

/** Chapter 8.1 of the protocol reference; the first is the platform's own. */
const TICKET = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg';
const NONCE = 'Wm3WZYTPz0wzccnW';
const TIMESTAMP_S = 1414587457;
const sign = (url: string) => signPage(TICKET, NONCE, TIMESTAMP_S, url).signature;

describe('a page signature', () => {
  it.each([
    ['http://mp.weixin.qq.com?params=value', '0f9de62fce790f9a083d5c99e95740ceb90c27ed'],
    ['http://mp.weixin.qq.com', 'f4d90daf4b3bca3078ab155816175ba34c443a7b'],
  ])('of %s is the one of the protocol reference', (url, signature) => {
    expect(sign(url)).toBe(signature);
  });

  it('leaves the fragment out, whatever is in it', () => {
    expect(sign('http://mp.weixin.qq.com?params=value#/a?b#c')).toBe(
      '0f9de62fce790f9a083d5c99e95740ceb90c27ed',
    );
    expect(sign('http://mp.weixin.qq.com?params=value#')).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed');
  });

  it('takes the url byte for byte: what is encoded stays encoded, what is not stays as it is', () => {
    const variants = [
      'https://a/?q=客户',
      'https://a/?q=%E5%AE%A2%E6%88%B7',
      'https://a/?q=%e5%ae%a2%e6%88%b7',
    ];

    expect(new Set(variants.map(sign)).size).toBe(3);
  });

  it('is handed over with what went into it', () => {
    expect(signPage(TICKET, NONCE, TIMESTAMP_S, 'http://mp.weixin.qq.com')).toEqual({
      timestamp: TIMESTAMP_S,
      nonceStr: NONCE,
      signature: 'f4d90daf4b3bca3078ab155816175ba34c443a7b',
    });
  });
});
