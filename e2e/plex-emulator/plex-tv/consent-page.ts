/** The sign-in page of the emulated account service. No external resources; all state is in the fragment. */
const STYLE = `
:root{color-scheme:dark;--gold:#e5a00d;--ink:#f2efe9;--dim:#a3a09a;--card:#1d1f23;--line:#33363c}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:radial-gradient(1200px 700px at 20% 0,#3a3220 0,#17181b 55%,#101113 100%);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{width:min(440px,100%);background:var(--card);border:1px solid var(--line);border-radius:16px;padding:32px;box-shadow:0 24px 60px #0009}
.mark{width:44px;height:44px;border-radius:12px;background:var(--gold);display:grid;place-items:center;margin-bottom:20px}
.mark::after{content:"";border-left:15px solid #17181b;border-top:10px solid transparent;border-bottom:10px solid transparent;margin-left:4px}
h1{font-size:1.35rem;line-height:1.3;margin:0 0 8px}p{color:var(--dim);margin:0 0 20px}strong{color:var(--ink)}
.people{display:grid;gap:10px;margin:0 0 20px;padding:0;list-style:none}
button{font:inherit;color:inherit;cursor:pointer;border-radius:10px;border:1px solid var(--line);background:#26292e;padding:12px 16px;min-height:48px}
button:hover{border-color:#5a5e66}button:focus-visible{outline:3px solid var(--gold);outline-offset:2px}
.person{display:flex;align-items:center;gap:14px;width:100%;text-align:left}.person[aria-pressed=true]{border-color:var(--gold);background:#332a15}
.face{flex:none;width:38px;height:38px;border-radius:50%;display:grid;place-items:center;font-weight:700;color:#17181b}
.person small{display:block;color:var(--dim)}
.actions{display:flex;gap:12px}.actions button{flex:1}.go{background:var(--gold);border-color:var(--gold);color:#17181b;font-weight:650}.go:disabled{opacity:.45;cursor:not-allowed}
input{font:inherit;font-size:1.6rem;letter-spacing:.4em;text-transform:uppercase;width:100%;padding:12px 16px;margin-bottom:20px;border-radius:10px;border:1px solid var(--line);background:#131417;color:inherit}
.note{margin:20px 0 0;font-size:.85rem}[hidden]{display:none!important}`;

const SCRIPT = `
const params = new URLSearchParams(location.hash.replace(/^#!?\\??/, ''));
const $ = (id) => document.getElementById(id);
let chosen = null;
const hues = [42, 160, 205, 280, 340, 15, 95];
function say(title, text) { $('title').textContent = title; $('text').textContent = text; }
function finish(allowed) {
  const target = params.get('forwardUrl');
  // Only web addresses: a fragment can be written by anybody.
  if (target && /^https?:/i.test(target)) { location.replace(target); return; }
  $('choice').hidden = true;
  say(allowed ? 'You are signed in' : 'Sign-in cancelled', 'You may close this window.');
}
async function decide(allow) {
  const body = JSON.stringify({ code: params.get('code') || $('code')?.value, account: chosen, allow });
  const reply = await fetch('/auth/decision', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await reply.text();
  if (reply.ok) finish(allow);
  else { $('choice').hidden = true; say('This code is not valid any more', 'Go back to the app and start again.'); }
}
function personButton(account, index) {
  const item = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button'; button.className = 'person'; button.dataset.account = account.title;
  button.setAttribute('aria-pressed', 'false');
  const face = document.createElement('span');
  face.className = 'face'; face.textContent = account.title.slice(0, 1).toUpperCase(); face.style.background = 'hsl(' + hues[index % hues.length] + ' 70% 62%)';
  face.setAttribute('aria-hidden', 'true');
  const text = document.createElement('span'); text.textContent = account.title;
  const small = document.createElement('small');
  small.textContent = account.owner ? 'owns the server' : account.restricted ? 'managed user' : account.email;
  text.append(small); button.append(face, text); item.append(button);
  button.addEventListener('click', () => {
    chosen = String(account.id);
    for (const other of document.querySelectorAll('.person')) other.setAttribute('aria-pressed', String(other === button));
    $('allow').disabled = false;
  });
  return item;
}
async function start() {
  const code = params.get('code');
  if (!$('code')) {
    const state = code ? await fetch('/auth/pin?code=' + encodeURIComponent(code)) : { ok: false };
    if (!state.ok) { say('This code is not valid any more', 'Go back to the app and start again.'); return; }
    const product = params.get('context[device][product]') || (await state.json()).product;
    $('product').textContent = product; document.title = 'Sign in to ' + product;
  }
  const accounts = await (await fetch('/auth/accounts')).json();
  $('people').replaceChildren(...accounts.map(personButton));
  $('choice').hidden = false;
}
$('allow').addEventListener('click', () => decide(true));
$('cancel').addEventListener('click', () => decide(false));
start();`;

function html(title: string, lead: string, extra: string): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Sign in</title>
<link rel="icon" href="data:,"><style>${STYLE}</style></head><body><main><div class="mark" aria-hidden="true"></div><h1 id="title">${title}</h1><p id="text">${lead}</p>
<div id="choice" hidden>${extra}<ul class="people" id="people"></ul><div class="actions"><button type="button" id="cancel">Cancel</button><button type="button" class="go" id="allow" disabled>Allow</button></div></div>
<p class="note">Emulated account service: invented people, no passwords.</p></main><script>${SCRIPT}</script></body></html>`;
}

export const CONSENT_PAGE = html(
  '<span id="product">An app</span> wants to sign you in',
  'Choose the account it may use.',
  '',
);
export const LINK_PAGE = html(
  'Link a device',
  'Type the four characters it shows.',
  '<input id="code" maxlength="25" autocomplete="off" aria-label="Code">',
);
