// Trying other weights: by keyboard, by click, by link; finding and sorting; and the way back. A link that lies changes
// nothing, and a ranking of several pages ranks all of its projects into its first page.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import axe from 'axe-core';
import { address, browser, build, example, scratch, witness } from './report.mjs';

const site = example();
let chromium;
before(async () => { chromium = await browser(); });
after(() => chromium.close());

/** A fresh page, still, with what it must not say collected. */
async function open(hash = '', of = site) {
  const page = await chromium.newPage({ reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } });
  const seen = witness(page, of);
  await page.goto(address(of, 'index.html') + hash);
  return { page, seen };
}

const ids = page => page.$$eval('table.rank tr.r', rows => rows.filter(row => !row.hidden).map(row => row.dataset.id));
const body = page => page.$eval('table.rank tbody', element => element.innerText);
const hash = page => page.evaluate(() => location.hash);
const frame = page => page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));

test('a slider moves by keyboard, the others give way, and one click leads back', async () => {
  const { page, seen } = await open();
  const committed = await body(page);
  await page.focus('#w-interest');
  for (let k = 0; k < 15; k++) await page.keyboard.press('ArrowRight');
  await frame(page);
  assert.equal(await page.$eval('#o-interest', output => output.textContent), '40%');
  const sum = await page.$$eval('.sl input', inputs => inputs.reduce((all, input) => all + Number(input.value), 0));
  assert.equal(sum, 100);
  assert.match(await hash(page), /^#w=\d+-40-\d+$/);
  assert(await page.isVisible('#banner'), 'the band says that this is a what-if');
  assert.match(await page.$eval('#what', what => what.textContent), /^(Out|In|The same plan)/);
  await page.click('#reset');
  assert.equal(await body(page), committed);
  assert.equal(await hash(page), '');
  assert(!(await page.isVisible('#banner')));
  assert.deepEqual(seen, []);
});

test('a click in the triangle sets the weights under it', async () => {
  const { page, seen } = await open();
  await page.$eval('#tri', tri => tri.scrollIntoView({ block: 'center' }));
  const at = await page.$eval('#tri', tri => {
    const place = new DOMPoint(25, 86.6 / 2).matrixTransform(tri.getScreenCTM());
    return [place.x, place.y];
  });
  await page.mouse.click(...at);
  await frame(page);
  const [business, interest, growth] = (await hash(page)).match(/\d+/g).map(Number);
  assert(Math.abs(business - 50) <= 1 && Math.abs(interest - 50) <= 1 && growth <= 1, `${[business, interest, growth]}`);
  assert.deepEqual(seen, []);
});

test('what-if states pass axe, light and dark, on a desk and on a phone', async () => {
  const { page, seen } = await open('#w=20-60-20&bars=split');
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 390]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { preload: false }));
      assert.deepEqual(violations.map(fault => `${fault.id} ${fault.nodes[0].html}`), [], `${colorScheme} ${width}`);
    }
  }
  assert.deepEqual(seen, []);
});

test('a column sorts both ways and says so', async () => {
  const { page, seen } = await open();
  const order = await ids(page);
  const states = () => page.$$eval('table.rank th', heads => heads.map(head => head.getAttribute('aria-sort')).filter(Boolean));
  await page.click('th[data-sort=weeks] button');
  const weeks = await page.$$eval('table.rank tr.r .c-w', cells => cells.map(cell => Number(cell.textContent)));
  assert.deepEqual(weeks, weeks.toSorted((a, b) => b - a));
  assert.deepEqual(await states(), ['descending']);
  assert(await page.$eval('tr.cut', row => row.hidden), 'a line has no place in another order');
  await page.click('th[data-sort=weeks] button');
  assert.deepEqual(await states(), ['ascending']);
  assert.equal(await hash(page), '#sort=weeks.asc');
  assert.match(await page.$eval('#say', say => say.textContent), /^Sorted by Weeks, reversed$/);
  await page.click('th[data-sort=score] button');
  assert.deepEqual(await ids(page), order);
  assert.deepEqual(seen, []);
});

test('finding and choosing a narrative leave the others out, and the count is told', async () => {
  const { page, seen } = await open();
  const all = (await ids(page)).length;
  await page.fill('#q', 'kiosk');
  const found = await ids(page);
  assert(found.length > 0 && found.length < all);
  assert.equal(await page.$eval('#count', count => count.textContent), `${found.length} of ${all} shown`);
  await page.fill('#q', '');
  await page.selectOption('#narrative', { index: 1 });
  assert((await ids(page)).length < all);
  assert.match(await hash(page), /^#narrative=\d+$/);
  assert.deepEqual(seen, []);
});

test('rows that are not on screen follow when the weights rest', async () => {
  const { page, seen } = await open();
  await page.setViewportSize({ width: 1280, height: 320 });
  await page.focus('#w-growth');
  for (let k = 0; k < 30; k++) await page.keyboard.press(k < 20 ? 'ArrowRight' : 'ArrowLeft');
  await page.waitForTimeout(400);
  const { page: linked } = await open(await hash(page));
  assert.equal(await body(page), await body(linked));
  assert.equal(await page.$eval('#what', what => what.textContent), await linked.$eval('#what', what => what.textContent));
  await linked.close();
  assert.deepEqual(seen, []);
});

test('a link that lies changes nothing', async () => {
  const { page } = await open();
  const committed = await body(page);
  for (const lie of ['#w=50-50-50', '#w=-1-50-51', '#w=1e2-0-0', '#w=a-b-c', '#sort=__proto__', '#sort=constructor.asc',
    '#narrative=<img src=x onerror=alert(1)>', '#w=33-33-34-0', '#bars=<script>', '#q=%']) {
    const { page: other, seen } = await open(lie);
    if (!lie.startsWith('#q')) assert.equal(await body(other), committed, lie);
    assert.deepEqual(seen, [], lie);
    await other.close();
  }
});

test('a ranking of several pages ranks all its projects into the first', async () => {
  const planning = join(scratch(), 'planning');
  mkdirSync(join(planning, 'projects'), { recursive: true });
  writeFileSync(join(planning, 'portfolio.md'), '---\ncapacity: 150\n---\n');
  for (let k = 0; k < 320; k++) {
    const scores = `business: ${k % 5}\ninterest: ${(k * 7) % 6}\ngrowth: ${k === 319 ? 5 : (k * 3) % 4}\neffort: 1`;
    writeFileSync(join(planning, 'projects', `p${k}.md`), `---\ntitle: Project ${k}\n${scores}\n---\n`);
  }
  const large = build(planning);
  const { page, seen } = await open('', large);
  const committed = await body(page);
  assert.equal((await ids(page)).length, 100);
  const numbers = () => page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/ranking/numbers.js')).length);
  assert.equal(await numbers(), 0, 'the numbers of all projects are not read before they are wanted');
  await page.focus('#w-growth');
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => location.hash.startsWith('#w='));
  await page.click('#reset');
  assert.equal(await body(page), committed);
  await page.evaluate(() => { location.hash = 'w=0-0-100'; });
  await frame(page);
  assert.equal(await page.$eval('table.rank tr.r a', link => link.getAttribute('href')), 'projects/p319.html');
  assert.equal(await page.$$eval('table.rank tr.r', rows => rows.length), 100);
  await page.fill('#q', 'project 31');
  assert.equal(await page.$eval('#count', count => count.textContent), '11 of 320 shown');
  await page.fill('#q', '');
  await page.click('#reset');
  assert.equal(await body(page), committed);
  await page.click('.pager a[rel=next]');
  assert.match(page.url(), /ranking\/2\.html$/);
  assert.equal((await ids(page)).length, 100);
  assert.deepEqual(seen, []);
});
