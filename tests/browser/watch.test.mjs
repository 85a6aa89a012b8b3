// A running `quarterdeck watch` in a real browser: the page follows what is written, shows what stands in the
// way, and forgets it when it is mended.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { EXAMPLE, PROGRAM, browser, scratch } from './report.mjs';

const DOCUMENT = 'projects/kiosk-teardown.md';
const planning = join(scratch(), 'planning');
let program;
let chromium;
let page;
let home;
const complaints = [];

const read = () => readFileSync(join(planning, DOCUMENT), 'utf8');
const write = words => writeFileSync(join(planning, DOCUMENT), words);

before(async () => {
  cpSync(EXAMPLE, planning, { recursive: true, filter: path => !path.endsWith('/public') });
  program = spawn(PROGRAM, ['watch', planning, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  home = await new Promise((resolve, reject) => {
    let said = '';
    const listen = bytes => {
      said += bytes;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+\//);
      if (found) resolve(found[0]);
    };
    program.stdout.on('data', listen);
    program.stderr.on('data', listen);
    program.on('exit', () => reject(new Error(`watch ended: ${said}`)));
  });
  chromium = await browser();
  page = await (await chromium.newContext()).newPage();
  page.on('console', message => complaints.push(message.text()));
  page.on('pageerror', error => complaints.push(error.message));
  await page.goto(home + 'projects/kiosk-teardown.html');
});

after(async () => {
  await chromium?.close();
  program?.kill('SIGINT');
});

test('a saved title is on the page without touching it, and the reader stays where they were', async () => {
  await page.evaluate(() => scrollTo(0, 400));
  const where = await page.evaluate(() => scrollY);
  write(read().replace(/^title: .*$/m, 'title: Take two kiosks apart'));
  await page.getByRole('heading', { level: 1, name: 'Take two kiosks apart' }).waitFor({ timeout: 20_000 });
  await page.waitForFunction(expected => Math.abs(scrollY - expected) < 5, where, { timeout: 5_000 });
});

test('a broken document is said over the last good report, and gone when it is mended', async () => {
  const good = read();
  write(good.replace(/^business: .*$/m, 'business: 77'));
  const alert = page.getByRole('alert');
  await alert.waitFor({ timeout: 20_000 });
  const words = await alert.innerText();
  assert.match(words, /QD103/);
  assert.match(words, /kiosk-teardown\.md:\d+:\d+/);
  assert.equal(await page.locator('h1').innerText(), 'Take two kiosks apart');
  write(good);
  await alert.waitFor({ state: 'detached', timeout: 20_000 });
});

test('a page that did not change is not loaded again', async () => {
  await page.goto(home + 'goals.html');
  await page.evaluate(() => { window.untouched = true; });
  write(read().replace(/$/, '\n\nOne more sentence.\n'));
  const other = await (await chromium.newContext()).newPage();
  await other.goto(home + 'projects/kiosk-teardown.html');
  await other.getByText('One more sentence.').waitFor({ timeout: 20_000 });
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => window.untouched), true);
});

test('nothing was said on the console', () => assert.deepEqual(complaints, []));
