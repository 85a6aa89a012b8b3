// On paper: the first page of the report is the finding, the facts and the whole ranking with its line; every other
// page of it fits on few sheets.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { address, browser, example, kinds, scratch } from './report.mjs';

const site = example();
const folder = scratch();
let chromium;
let page;
before(async () => {
  chromium = await browser();
  page = await (await chromium.newContext({ javaScriptEnabled: false, colorScheme: 'dark' })).newPage();
});
after(() => chromium.close());

/** The words of every printed sheet. */
async function sheets(name) {
  await page.goto(address(site, name));
  const path = join(folder, `${name.replaceAll('/', '-')}.pdf`);
  writeFileSync(path, await page.pdf({ format: 'A4', preferCSSPageSize: true, printBackground: true }));
  const words = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
  return words.split('\f').slice(0, -1).map(sheet => sheet.replace(/\s+/g, ' '));
}

test('the first sheet holds the finding, the facts and the whole ranking', async () => {
  const [first, ...rest] = await sheets('index.html');
  const heading = (await page.locator('h1').innerText()).replace(/\s+/g, ' ');
  assert(first.includes(heading), `the finding: ${heading}`);
  const ranked = ['account takeover', 'Only signed software', 'stage two', 'service starter', 'card data', 'Tender answers',
    'Sailing-day drills', 'live for a day', 'kiosk apart', 'every laptop', 'event log', 'recertification'];
  const missing = ranked.filter(title => !first.toLowerCase().includes(title.toLowerCase()));
  assert.deepEqual(missing, [], 'projects on the first sheet');
  assert(rest.length <= 5, `${rest.length + 1} sheets`);
});

for (const name of kinds(site).filter(name => name !== 'index.html')) {
  test(`${name} prints on few sheets`, async () => {
    const all = await sheets(name);
    assert(all.length >= 1 && all.length <= 4, `${all.length} sheets`);
    assert(all.every(sheet => sheet.trim().length > 40), 'no sheet is empty');
  });
}

test('what is printed is dark on light, whatever the screen', async () => {
  await page.goto(address(site, 'index.html'));
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const [paper, ink] = await page.evaluate(() => {
    const light = colour => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765;
    const style = getComputedStyle(document.body);
    return [light(style.backgroundColor === 'rgba(0, 0, 0, 0)' ? 'rgb(255,255,255)' : style.backgroundColor), light(style.color)];
  });
  await page.emulateMedia({ media: null });
  assert(paper > 0.9 && ink < 0.2, `paper ${paper}, ink ${ink}`);
});
