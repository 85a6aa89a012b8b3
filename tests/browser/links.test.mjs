// Every link of the report leads somewhere: each href and src to a file of the report, each fragment to an element
// of that page. Links out of the report stand only in `a href`, and only because a document names them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { address, browser, example, EXAMPLE, files, pages } from './report.mjs';

const site = example();
const present = new Set(files(site));
const documents = files(EXAMPLE)
  .filter(name => name.endsWith('.md'))
  .map(name => readFileSync(join(EXAMPLE, name), 'utf8'))
  .join('\n');

let chromium;
const links = new Map();
const anchors = new Map();

before(async () => {
  chromium = await browser();
  const page = await (await chromium.newContext({ javaScriptEnabled: true })).newPage();
  for (const name of pages(site)) {
    await page.goto(address(site, name), { waitUntil: 'domcontentloaded' });
    const found = await page.evaluate(() => ({
      ids: [...document.querySelectorAll('[id]')].map(element => element.id),
      links: [...document.querySelectorAll('[href],[src],[srcset],[data],[poster],[action]')].flatMap(element =>
        ['href', 'src', 'srcset', 'data', 'poster', 'action']
          .filter(key => element.hasAttribute(key))
          .map(key => ({ element: element.localName, key, target: element.getAttribute(key) }))),
    }));
    links.set(name, found.links);
    anchors.set(name, found.ids);
  }
});
after(() => chromium.close());

const outside = target => /^[a-z][a-z0-9+.-]*:/i.test(target) || target.startsWith('//') || target.startsWith('/');

function inside(name, target) {
  const url = new URL(target, `report://site/${name}`);
  return { file: decodeURIComponent(url.pathname.slice(1)), fragment: decodeURIComponent(url.hash.slice(1)) };
}

const every = visit => [...links].flatMap(([name, found]) => found.flatMap(link => visit(name, link) ?? []));

test('links inside the report lead to a file that is there', () => {
  const broken = every((name, { target }) => {
    if (outside(target)) return [];
    const { file } = inside(name, target);
    return present.has(file) ? [] : `${name}: ${target}`;
  });
  assert.deepEqual(broken, []);
});

test('fragments lead to an element that is there', () => {
  const broken = every((name, { element, target }) => {
    if (outside(target) || element === 'use') return [];
    const { file, fragment } = inside(name, target);
    const known = anchors.get(file);
    return !fragment || !known || fragment.includes('=') || known.includes(fragment) ? [] : `${name}: ${target}`;
  });
  assert.deepEqual(broken, []);
});

test('an id stands once on a page', () => {
  const twice = [...anchors].flatMap(([name, ids]) =>
    ids.filter((id, at) => ids.indexOf(id) !== at).map(id => `${name}: ${id}`));
  assert.deepEqual(twice, []);
});

test('only words lead out of the report, and only where a document says so', () => {
  const strange = every((name, { element, key, target }) => {
    if (!outside(target)) return [];
    const named = documents.includes(target);
    return element === 'a' && key === 'href' && /^(https?|mailto):/.test(target) && named ? [] : `${name}: ${element} ${target}`;
  });
  assert.deepEqual(strange, []);
});

test('every page can be reached from the home page', () => {
  const reached = new Set(['index.html']);
  for (const name of reached) {
    for (const { element, target } of links.get(name) ?? []) {
      if (element === 'a' && !outside(target)) reached.add(inside(name, target).file);
    }
  }
  assert.deepEqual(pages(site).filter(name => !reached.has(name)), []);
});
