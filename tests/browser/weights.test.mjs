// What the browser ranks is what the program ranks: the order with its ties, the plan line, every printed number and
// the sentence of the line, over more than a thousand weightings of the example and of a larger portfolio.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { EXAMPLE, PROGRAM, address, browser, build, example, scratch, witness } from './report.mjs';

const run = promisify(execFile);
const WEIGHTINGS = 1024;
/** With `line: fill` the program counts over thousands of weightings for each answer, so it is asked less often. */
const FEWER = 16;
/** The same for hundreds of projects. */
const MANY = 128;

let chromium;
before(async () => { chromium = await browser(); });
after(() => chromium.close());

/** Whole points that add up to 100, spread evenly over all 5,151 of them, the corners and the middle included. */
function weightings(number) {
  const all = [];
  for (let b = 0; b <= 100; b++) for (let i = 0; i <= 100 - b; i++) all.push([b, i, 100 - b - i]);
  const some = Array.from({ length: number }, (_, k) => all[Math.floor((k * all.length) / number)]);
  return [...some, [100, 0, 0], [0, 100, 0], [0, 0, 100], [34, 33, 33], [50, 25, 25]];
}

/** Projects that share two dozen triples of half steps, so that ties are many; some without an effort. */
function tied(line, number) {
  const folder = join(scratch(), 'planning');
  mkdirSync(join(folder, 'projects'), { recursive: true });
  writeFileSync(join(folder, 'portfolio.md'), `---\nquarter: 2026-Q4\ncapacity: 90.5\nline: ${line}\n---\n`);
  let seed = 7;
  const random = n => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor((seed / 2147483648) * n); };
  const triples = Array.from({ length: 24 }, () => [random(11), random(11), random(11)].map(half => half / 2));
  for (let k = 0; k < number; k++) {
    const [b, i, g] = triples[random(triples.length)];
    const effort = k % 11 === 3 ? '' : `effort: ${1 + random(24) / 2}\n`;
    const scores = `business: ${b}\ninterest: ${i}\ngrowth: ${g}\n`;
    writeFileSync(join(folder, 'projects', `p${String(k).padStart(3, '0')}.md`), `---\ntitle: Project ${k}\n${scores}${effort}---\n`);
  }
  return folder;
}

/** What the page shows for each weighting, set by the address as a reader's link does. */
async function shown(site, all) {
  const page = await chromium.newPage({ reducedMotion: 'reduce' });
  const seen = witness(page, site);
  await page.goto(`${address(site, 'index.html')}#w=34-33-33`);
  await page.waitForSelector('table.rank.moved');
  const found = await page.evaluate(async all => {
    const out = [];
    for (const w of all) {
      const turned = new Promise(done => addEventListener('hashchange', done, { once: true }));
      location.hash = `w=${w.join('-')}`;
      await turned;
      const body = document.querySelector('table.rank').tBodies[0];
      out.push({
        line: body.querySelector('.line span').textContent,
        at: [...body.rows].findIndex(row => row.classList.contains('cut')),
        rows: [...body.querySelectorAll('tr.r')].map(row => ({
          id: row.dataset.id,
          place: row.querySelector('.no').textContent,
          inside: !row.classList.contains('out'),
          score: row.querySelector('.score b').textContent,
          drawn: [...row.querySelectorAll('.cb rect')].map(part => Math.round(parseFloat(part.getAttribute('width')) * 10)),
          parts: row.querySelector('.score .sr').textContent.match(/\d+\.\d/g).map(part => Math.round(part * 10)),
        })),
      });
    }
    return out;
  }, all);
  assert.deepEqual(seen, []);
  await page.close();
  return found;
}

/** What the program says for each weighting. */
async function told(planning, all) {
  const found = new Array(all.length);
  let next = 0;
  const work = async () => {
    while (next < all.length) {
      const k = next++;
      const { stdout } = await run(PROGRAM, ['rank', planning, '--format', 'json', '--weights', all[k].join(',')], { maxBuffer: 1 << 26 });
      found[k] = JSON.parse(stdout);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return found;
}

const half = value => Math.floor(Math.round(value * 1e7) / 1e6 + 0.5) / 10;

async function compare(planning, site, number, rows) {
  const all = weightings(number);
  const [page, program] = [await shown(site, all), await told(planning, all)];
  assert(page.every(one => one.rows.length === rows), `${rows} rows`);
  let ties = 0;
  for (const [k, w] of all.entries()) {
    const expected = program[k].projects.slice(0, page[k].rows.length).map(project => ({
      id: project.id,
      place: (project.tied ? '=' : '') + project.rank,
      inside: project.in_plan,
      score: half(project.score).toFixed(1),
    }));
    ties += expected.filter(row => row.place.startsWith('=')).length;
    const rows = page[k].rows.map(({ parts, drawn, ...row }) => {
      assert.deepEqual(drawn, parts, `${w}: the bar of ${row.id} is as long as its parts`);
      assert.equal(parts[0] + parts[1] + parts[2], Math.round(row.score * 10), `${w}: the parts of ${row.id} add up`);
      return row;
    });
    assert.deepEqual(rows, expected, `the order under ${w}`);
    const used = program[k].capacity.planned;
    assert(page[k].line.includes(String(used)), `${w}: "${page[k].line}" names ${used} weeks`);
  }
  assert(ties > 100, `${ties} ties were met`);
}

test('the example, ranked by the browser and by the program', () => compare(EXAMPLE, example(), WEIGHTINGS, 12));

for (const [line, number] of [['strict', WEIGHTINGS], ['fill', FEWER]]) {
  test(`sixty projects with ties, line: ${line}`, async () => {
    const planning = tied(line, 60);
    await compare(planning, build(planning), number, 60);
  });
}

test('a ranking of several pages, of which the first shows a hundred', async () => {
  const planning = tied('strict', 350);
  await compare(planning, build(planning), MANY, 100);
});
