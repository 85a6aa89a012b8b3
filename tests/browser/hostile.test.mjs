// A planning folder written by somebody who wishes the reader ill: hostile text in every field that holds text.
// Its report shows the text and runs none of it.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { address, browser, build, pages, scratch, text, witness } from './report.mjs';

const ATTACKS = [
  '<script>globalThis.owned=1;alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  '</title></style></textarea></script><script>alert(1)</script>',
  '{{ 7 * 7 }}{% raw %}{{ page }}{% endraw %}',
  '--><script>alert(1)</script><!--',
  '<img src="https://canary.invalid/a.png"><iframe src="https://canary.invalid/"></iframe>',
  '" autofocus onfocus=alert(1) x="',
  ']]><script>alert(1)</script>',
  '&lt;script&gt;alert(1)&lt;/script&gt;<b>&#x3c;',
  '<a href="javascript:alert(1)">x</a>',
];
const MARK = 'canary';

let turn = 0;
/** A hostile text, another one each time, as a YAML string. */
function hostile(longest = 300) {
  const attack = ATTACKS[turn++ % ATTACKS.length];
  return JSON.stringify(`${MARK}${turn} ${attack}`.slice(0, longest));
}

const body = () => `# Heading ${ATTACKS[0]} {onclick=alert(1) #x"onload=alert(1) .y}

${ATTACKS.join('\n\n')}

\u2028\u2029</script>\u202e<b>

[link](javascript:alert(1)) [link](JaVaScRiPt:alert(1)) [link](java&#10;script:alert(1)) [link](data:text/html,<script>alert(1)</script>)
[link](vbscript:alert(1) "title\\" onclick=alert(1)") <javascript:alert(1)> [x]: javascript:alert(1)
![image](https://canary.invalid/b.png) ![image](javascript:alert(1)) ![](//canary.invalid/c.png "a\\" onerror=alert(1)")

| <script>alert(1)</script> | b |
| --- | --- |
| <img src=x onerror=alert(1)> | [^f"onload] |

\`\`\`html" onload="alert(1)
</code></pre><script>alert(1)</script>
\`\`\`

[^f"onload]: <script>alert(1)</script>

<style>@import url(https://canary.invalid/d.css)</style><base href="https://canary.invalid/"><meta http-equiv=refresh content="0;url=https://canary.invalid/">
<form action="https://canary.invalid/"><input name=a><button formaction=javascript:alert(1)>b</button></form>
`;

function document(front) {
  return `---\n${front.trim()}\n---\n\n${body()}`;
}

function project(n) {
  return document(`
title: ${hostile()}
short: ${hostile(20)}
quarter: 2026-Q4
status: active
owner: ana
business: {score: ${5 - (n % 4)}, confidence: low, why: ${hostile()}, by: {ana: ${5 - (n % 4)}, bo: 1}}
interest: {score: 3, why: ${hostile()}}
growth: {score: 2, why: ${hostile()}}
effort: 4
team: {ana: 3, bo: 1}
narrative: story
headline: ${hostile()}
kind: rewrite
involves: [${hostile(60)}, writing]
grows: [${hostile(60)}]
assumptions: [{claim: ${hostile()}, state: broken, check_by: 2026-10-01}]
evidence: [{kind: user, date: 2026-09-01, note: ${hostile()}, link: "https://example.com/?q=%22onload=alert(1)"}]
unlocks: [{kind: deal, name: ${hostile()}, amount: 100, currency: EUR, by: 2026-12-01}]
source: exec
links: {${hostile(80)}: "https://example.com/"}
tags: [${hostile(60)}]
outcome: {score: 3, on: 2026-12-30, note: ${hostile()}}
allow: [{code: QD310, why: ${hostile()}}]`);
}

const FOLDER = {
  'portfolio.md': document(`
title: ${hostile()}
quarter: 2026-Q4
scale: {labels: {0: ${hostile()}, 5: ${hostile()}}}
capacity: 20
ladder: {${hostile(60)}: [${hostile(60)}]}
criteria: {business: ${hostile(40)}, interest: ${hostile(40)}, growth: ${hostile(40)}}
glossary: {${hostile(40)}: ${hostile()}}`),
  'goals/goal.md': document(`
title: ${hostile()}
owner: ana
metric: ${hostile()}
target: 40%
key_results: [{id: kr, title: ${hostile()}}]`),
  'narratives/story.md': document(`
title: ${hostile()}
goals: [goal]
headline: ${hostile()}
owner: ana
state: ${hostile()}`),
  'people/ana.md': document(`
name: ${hostile()}
level: ${hostile(60)}
capacity: 10
interests: {${hostile(60)}: 5, writing: 0}
goals: [{id: g, title: ${hostile()}, tags: [${hostile(60)}], reviewed: 2026-09-01}]
projects: {p1: {interest: 1, growth: 5}}`),
  'people/bo.md': document(`
name: ${hostile()}
capacity: 10
interests: {writing: 5}`),
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map(n => [`projects/p${n}.md`, project(n)])),
};

let site;
let chromium;
before(async () => {
  const planning = scratch();
  for (const [name, content] of Object.entries(FOLDER)) {
    mkdirSync(dirname(join(planning, name)), { recursive: true });
    writeFileSync(join(planning, name), content);
  }
  site = build(planning);
  chromium = await browser();
});
after(() => chromium.close());

test('nothing runs, asks or opens on any page', async () => {
  const page = await chromium.newPage();
  const seen = witness(page, site);
  for (const name of pages(site)) {
    await page.goto(address(site, name));
    await page.evaluate(() => document.querySelectorAll('details').forEach(details => { details.open = true; }));
    const found = await page.evaluate(() => ({
      owned: globalThis.owned ?? null,
      foreign: [...document.querySelectorAll('iframe, object, embed, base, form, math, template, meta[http-equiv=refresh]')].map(e => e.outerHTML),
      handlers: [...document.querySelectorAll('*')].flatMap(e => [...e.attributes].filter(a => /^on/i.test(a.name)).map(a => `${e.localName} ${a.name}`)),
      links: [...document.querySelectorAll('[href]')].map(e => e.getAttribute('href')).filter(href => !/^(https?:|mailto:|#|[^:]*$|data:image\/)/i.test(href.trim())),
      pictures: [...document.querySelectorAll('[src]')].map(e => e.getAttribute('src')).filter(src => /^[a-z]*:|^\/\//i.test(src) && !src.startsWith('data:image/')),
    }));
    assert.deepEqual(found, { owned: null, foreign: [], handlers: [], links: [], pictures: [] }, name);
  }
  await page.close();
  assert.deepEqual(seen, []);
});

test('every attack can be read as text', async () => {
  const page = await chromium.newPage();
  await page.goto(address(site, 'projects/p1.html'));
  const words = await page.locator('main').innerText();
  assert(words.includes('<script>globalThis.owned=1;alert(1)</script>'));
  assert(words.includes('{{ 7 * 7 }}'));
  await page.close();
});

test('the numbers file stays a table of numbers', () => {
  const rows = text(site, 'rankings.csv').split(/\r?\n/);
  const cells = rows.flatMap(row => row.split(',')).map(cell => cell.replace(/^"/, ''));
  assert.deepEqual(cells.filter(cell => /^[=+@\t\r]/.test(cell)), []);
  assert.doesNotThrow(() => JSON.parse(text(site, 'rankings.json')));
});

test('a click on every link and a key on every element runs nothing', async () => {
  const page = await (await chromium.newContext()).newPage();
  const seen = witness(page, site);
  await page.goto(address(site, 'projects/p1.html'));
  await page.route('**/*', route => (route.request().url().startsWith('file:') ? route.continue() : route.abort()));
  const count = await page.locator('main a').count();
  for (let at = 0; at < Math.min(count, 60); at++) {
    await page.locator('main a').nth(at).dispatchEvent('focus');
  }
  await page.keyboard.press('Tab');
  assert.deepEqual(seen, []);
  await page.close();
});
