/** A page of one sentence and one way on, for the two steps of sign-in that belong to no page of the console. */
export interface Step {
  title: string;
  sentence: string;
  /** What the way on is called. */
  label: string;
  /** `link` is followed by itself at once; `button` waits for a person, and posts. */
  way: { kind: 'link'; href: string } | { kind: 'button'; action: string; fields: Record<string, string> };
}

/** `nonce` admits its few lines of style under the page's policy; null where none is in force. */
export function stepPage(step: Step, nonce: string | null): Response {
  const { way } = step;
  const refresh = way.kind === 'link' ? `<meta http-equiv="refresh" content="0;url=${escapeHtml(way.href)}">` : '';
  const onward =
    way.kind === 'link'
      ? `<a href="${escapeHtml(way.href)}">${escapeHtml(step.label)}</a>`
      : `<form method="post" action="${escapeHtml(way.action)}">${Object.entries(way.fields)
          .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
          .join('')}<button>${escapeHtml(step.label)}</button></form>`;
  const style = nonce === null ? '' : `<style nonce="${escapeHtml(nonce)}">${css}</style>`;
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(step.title)}</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">${refresh}${style}</head>
<body><main><h1>${escapeHtml(step.title)}</h1><p>${escapeHtml(step.sentence)}</p>${onward}</main></body></html>`;
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } });
}

const css = `body{font:14px/20px Inter,system-ui,sans-serif;margin:0;display:grid;place-items:center;min-height:100vh}
main{max-width:28rem;padding:24px}h1{font-size:20px;line-height:28px}
button{font:inherit;min-height:32px;padding:0 16px}`;

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
