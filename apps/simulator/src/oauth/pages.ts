const OUTSIDE = '请在企业微信客户端打开链接';

/** What the person sees when the platform refuses (4.2). No redirect, no error parameter back to the app. */
export function failurePage(text: string): string {
  return page(text, '');
}

/**
 * Asks the frame which web view it is. Anything that is no web view of ours just reads the text, and so does one whose
 * url lacks the fragment by which the client decides to attach the member's identity (4.1).
 */
export function askForWebView(): string {
  return page(
    OUTSIDE,
    `<script>
      const [, webView] = /^wecom-web-view:([^:]+)/.exec(window.name) ?? [];
      if (webView && location.hash === '#wechat_redirect') {
        document.body.hidden = true;
        const again = new URL(location.href);
        again.searchParams.set('web_view', webView);
        location.replace(again.href);
      }
    </script>`,
  );
}

function page(text: string, script: string): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>企业微信</title><style>body{font:16px system-ui;text-align:center;padding:25vh 24px 0;color:#888}</style>
    <body><p>${text}</p>${script}</body></html>`;
}
