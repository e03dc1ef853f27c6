/** What the user agent of the WeCom client tells (protocol reference 4.3). */

/** WeCom's user agents always carry `wxwork/<version>`; without a version it is not WeCom. */
export function isWecom(userAgent: string): boolean {
  return /wxwork\/[\d.]+/i.test(userAgent);
}

export function colourScheme(userAgent: string): 'light' | 'dark' {
  const [, told] = /ColorScheme\/(Light|Dark)/.exec(userAgent) ?? [];
  if (told) return told === 'Dark' ? 'dark' : 'light';
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Chinese unless the client, or else the browser, says something different. */
export function clientLanguage(userAgent: string, browserLanguage: string): 'zh-CN' | 'en' {
  const [, told = browserLanguage] = /Language\/(\w+)/.exec(userAgent) ?? [];
  return told.startsWith('en') ? 'en' : 'zh-CN';
}
