#!/usr/bin/env node
// Measures the home page of a generated portfolio in a real browser: how heavy it is, how soon it answers, and how long
// a moved weight takes to be painted. The file is opened from disk, as a reader opens it.
//
//   benches/browser.mjs                     1,000 and 10,000 projects, 5 rounds, at full speed and four times slower
//   benches/browser.mjs 1000 --rounds 9     one size, more rounds
//   benches/browser.mjs --report FOLDER     a report that is there already
//
// "Interactive" ends with the first frame after the script is ready, or with the last long task of the load where that
// is later. A step runs from the event of a real key or pointer to the end of the frame that shows it; each round takes
// the median and the 95th percentile of its steps, and the table shows the medians over the rounds. "CPU a step" is the
// time of the main thread alone, which a busy machine changes least. Needs what tests/browser needs: Chromium, Node and
// `npm ci` in that folder. QUARTERDECK and GENERATE name other programs.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

process.env.QUARTERDECK ??= new URL('../target/release/quarterdeck', import.meta.url).pathname;
const { ROOT, address, browser, build, scratch } = await import('../tests/browser/report.mjs');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' }, steps: { type: 'string', default: '40' }, report: { type: 'string' },
  },
});
const rounds = Number(options.rounds);
const steps = Number(options.steps);
const SPEEDS = [1, 4];

const sorted = numbers => numbers.toSorted((a, b) => a - b);
const percentile = (numbers, share) => sorted(numbers)[Math.min(numbers.length - 1, Math.floor(share * numbers.length))] ?? NaN;
const median = numbers => percentile(numbers, 0.5);

/** In the page, before anything of its own: notes when the script is ready, when frames end, and every long task. */
function witness() {
  const seen = { ready: 0, painted: 0, tasks: [], steps: [] };
  globalThis.seen = seen;
  const afterFrame = done => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(0);
  });
  new PerformanceObserver(list => {
    for (const task of list.getEntries()) seen.tasks.push([task.startTime, task.duration]);
  }).observe({ type: 'longtask', buffered: true });
  const started = () => {
    if (seen.ready || !document.documentElement?.classList.contains('js')) return;
    seen.ready = performance.now();
    afterFrame(now => { seen.painted = now; });
  };
  new MutationObserver(started).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] });
  for (const kind of ['keydown', 'pointermove']) {
    addEventListener(kind, event => {
      if (seen.listening) afterFrame(now => { seen.steps.push(now - event.timeStamp); seen.told?.(); });
    }, true);
  }
}

/** The milliseconds of each step that `act` makes, one after the other. */
async function take(page, client, act) {
  const before = await processor(client);
  await page.evaluate(() => { seen.steps = []; seen.tasks = []; seen.listening = true; });
  for (let step = 0; step < steps; step++) {
    await act(step);
    await page.evaluate(step => seen.steps.length > step || new Promise(done => { seen.told = done; }), step);
  }
  await page.waitForTimeout(100);
  const { taken, long } = await page.evaluate(() => {
    seen.listening = false;
    return { taken: seen.steps, long: seen.tasks.map(([, duration]) => duration) };
  });
  const spent = (await processor(client) - before) / steps;
  return { p50: median(taken), p95: percentile(taken, 0.95), long: Math.max(0, ...long), spent };
}

/** The milliseconds that the page's main thread has computed: what others do on the machine is not in it. */
async function processor(client) {
  const { metrics } = await client.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

/** One visit: the time to interactive, then the steps of a slider, then those of the point. */
async function visit(chromium, url, speed) {
  const page = await chromium.newPage({ viewport: { width: 1280, height: 900 } });
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  await client.send('Emulation.setCPUThrottlingRate', { rate: speed });
  await page.addInitScript(witness);
  await page.goto(url);
  await page.waitForFunction(() => seen.painted > 0, null, { timeout: 300_000 });
  await page.waitForTimeout(400);
  const interactive = await page.evaluate(() =>
    Math.max(seen.painted, ...seen.tasks.map(([start, duration]) => start + duration)));
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN);
  await page.focus('#w-interest');
  const slider = await take(page, client, step => page.keyboard.press(step % 16 < 8 ? 'ArrowRight' : 'ArrowLeft'));
  const tri = await page.$('#tri');
  await tri.scrollIntoViewIfNeeded();
  const box = await tri.boundingBox();
  const at = step => [box.x + box.width * (0.5 + 0.1 * Math.sin(step / 3)), box.y + box.height * (0.55 + 0.1 * Math.cos(step / 3))];
  await page.mouse.move(...at(-1));
  await page.mouse.down();
  const point = await take(page, client, step => page.mouse.move(...at(step)));
  await page.mouse.up();
  await page.close();
  return { paint, interactive, slider, point };
}

/** The bytes of the page, and of it with all that it loads. */
function weight(report) {
  const html = readFileSync(join(report, 'index.html'));
  const loaded = [...html.toString().matchAll(/(?:<link rel="stylesheet" href|<script src)="([^"]+)"/g)].map(([, path]) => path);
  const total = loaded.reduce((sum, path) => sum + statSync(join(report, path)).size, html.length);
  return { html: html.length, wire: gzipSync(html).length, total };
}

const kilobytes = bytes => `${(bytes / 1000).toFixed(0)}`;
const whole = number => number.toFixed(0);
const both = ({ p50, p95 }) => `${whole(p50)} / ${whole(p95)}`;

/** The lines of the table for one report. */
async function measure(chromium, name, report) {
  const { html, wire, total } = weight(report);
  for (const speed of SPEEDS) {
    const visits = [];
    for (let round = 0; round < rounds; round++) visits.push(await visit(chromium, address(report, 'index.html'), speed));
    const over = pick => median(visits.map(pick));
    const step = kind => ({ p50: over(one => one[kind].p50), p95: over(one => one[kind].p95) });
    const long = over(one => Math.max(one.slider.long, one.point.long));
    const spent = over(one => (one.slider.spent + one.point.spent) / 2);
    console.log(`| ${name} | ${speed}x | ${kilobytes(html)} / ${kilobytes(wire)} / ${kilobytes(total)} | ${whole(over(one => one.paint))} `
      + `| ${whole(over(one => one.interactive))} | ${both(step('slider'))} | ${both(step('point'))} | ${whole(long)} | ${whole(spent)} | ${loadavg()[0].toFixed(1)} |`);
  }
}

/** The report of a generated portfolio. */
function generated(size) {
  const planning = join(scratch(), 'planning');
  const generate = process.env.GENERATE ?? join(ROOT, 'target', 'release', 'examples', 'generate');
  if (!existsSync(generate)) throw new Error(`${generate} is not there; run cargo build --release --examples first`);
  execFileSync(generate, [String(size), planning], { stdio: 'ignore' });
  return build(planning);
}

const chromium = await browser();
console.log(`${cpus().length} cores, Chromium ${chromium.version()}, medians of ${rounds} rounds of ${steps} steps; milliseconds and kB\n`);
console.log('| projects | slowed | HTML / gz / with what it loads | first paint | interactive | slider p50 / p95 | point p50 / p95 | longest task | CPU a step | load |');
console.log('| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
if (options.report) {
  await measure(chromium, options.report, options.report);
} else {
  for (const size of positionals.length ? positionals.map(Number) : [1000, 10_000]) {
    await measure(chromium, size.toLocaleString('en'), generated(size));
  }
}
await chromium.close();
