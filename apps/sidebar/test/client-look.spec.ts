import { describe, expect, it } from '@jest/globals';
import { clientLanguage, colourScheme, isWecom } from '../src/host/client-look';

/** Protocol reference 4.3. */
const windows =
  'Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.6668.101 Safari/537.36 Language/zh ColorScheme/Light wxwork/4.1.36 (MicroMessenger/6.2) WindowsWechat  MailPlugin_Electron WeMail embeddisk wwmver/3.26.36.641 noMediaCs/false';
const mac =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Language/en ColorScheme/Dark DistType/publish-website wxwork/4.1.9 (MicroMessenger/6.2) WeChat/2.0.4';
const wechat = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50 Language/zh_CN';
const chrome =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

describe('the client', () => {
  it.each([
    [windows, true],
    [mac, true],
    ['wxwork/4.1.36', true],
    [wechat, false],
    [chrome, false],
    ['wxwork', false],
  ])('"%s" is WeCom: %s', (userAgent, answer) => expect(isWecom(userAgent)).toBe(answer));

  it('tells its colours and its language', () => {
    expect([colourScheme(windows), clientLanguage(windows, 'en-US')]).toEqual(['light', 'zh-CN']);
    expect([colourScheme(mac), clientLanguage(mac, 'zh-CN')]).toEqual(['dark', 'en']);
  });

  it('leaves the language to the browser, which is Chinese unless it is English', () => {
    expect(clientLanguage(chrome, 'en-GB')).toBe('en');
    expect(clientLanguage(chrome, 'zh-TW')).toBe('zh-CN');
    expect(clientLanguage(chrome, 'fr')).toBe('zh-CN');
  });
});
