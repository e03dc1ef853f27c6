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

/** Stands for the QR code: whoever is clicked has scanned it. */
export function chooseMemberPage(corpName: string, members: { userId: string; name: string }[]): string {
  const buttons = members.map(
    ({ userId, name }) =>
      `<p><button data-testid="scan-${userId}" onclick="scan('${userId}')">${name} 扫码</button></p>`,
  );
  return page(
    `企业微信扫码登录（模拟）· ${corpName}`,
    `${buttons.join('')}<script>
      function scan(userId) {
        const again = new URL(location.href);
        again.searchParams.set('scanned_by', userId);
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
