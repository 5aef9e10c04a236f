import type { Persona } from '../world/personas';

const roleSentences: Record<Persona['role'], string> = {
  admin: 'Administers people, roles and connections',
  operator: 'Runs the factory, adds and repairs connections',
  'model-owner': 'Owns models and their promotion',
  finance: 'Reviews what it all costs',
  security: 'Reads the activity record and who may do what',
  viewer: 'Looks, and changes nothing',
};

/** The page that asks who to be. `action` takes the form; `nonce` admits the page's style under the console's policy. */
export function personaPage(personas: readonly Persona[], action: string, nonce: string | undefined): string {
  const choices = personas
    .map(
      ({ email, name, role }) =>
        `<li><button name="persona" value="${escapeHtml(email)}"><strong>${escapeHtml(name)}</strong>` +
        `<span>${escapeHtml(email)}</span><span>${roleSentences[role]}</span></button></li>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Simulated identity provider</title>
<link rel="icon" href="/icon.svg">
<style${nonce === undefined ? '' : ` nonce="${escapeHtml(nonce)}"`}>${css}</style>
</head>
<body>
<main>
<h1>Who do you want to be?</h1>
<p>This is the simulated identity provider of the demo. Nobody here is real, and nobody has a password.</p>
<form method="post" action="${escapeHtml(action)}">
<ul>
${choices}
</ul>
</form>
</main>
</body>
</html>
`;
}

const css = `
:root{color-scheme:light dark;--canvas:#f5f6f8;--surface:#fff;--text:#14171d;--muted:#505866;--border:#7c8494;--focus:#2f5bff}
@media(prefers-color-scheme:dark){:root{--canvas:#0c0e12;--surface:#13161c;--text:#eceff4;--muted:#aab2bf;--border:#6f7887;--focus:#8fb0ff}}
body{margin:0;background:var(--canvas);color:var(--text);font:14px/20px "Inter Variable",system-ui,sans-serif}
main{max-width:480px;margin:0 auto;padding:48px 16px}
h1{font-size:20px;line-height:28px;margin:0 0 8px}
p{color:var(--muted);margin:0 0 24px}
ul{list-style:none;margin:0;padding:0;display:grid;gap:8px}
button{display:grid;gap:2px;width:100%;padding:12px 16px;text-align:left;font:inherit;color:inherit;cursor:pointer;
background:var(--surface);border:1px solid var(--border);border-radius:6px}
button span{color:var(--muted)}
button:focus-visible{outline:2px solid var(--focus);outline-offset:2px}`;

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
