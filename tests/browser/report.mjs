// What the browser tests share: a built report, a browser that looks at it from disk, and a witness that notes
// everything a page should not do.
//
// QUARTERDECK names the program, REPORT a report that is built already, CHROMIUM the browser.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

export const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));
export const EXAMPLE = join(ROOT, 'example-site');
export const PROGRAM = process.env.QUARTERDECK ?? join(ROOT, 'target', 'debug', 'quarterdeck');

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** A browser of the machine; none is downloaded. */
export const browser = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });

/** A folder that is gone when the process ends. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The report of a planning folder, as the folder that holds it. */
export function build(planning, ...options) {
  assert(existsSync(PROGRAM), `${PROGRAM} is not there; run cargo build first`);
  const out = join(scratch(), 'report');
  execFileSync(PROGRAM, ['build', planning, '-o', out, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
  return out;
}

/** The report of the example, built once for a test file. */
export const example = () => process.env.REPORT ?? build(EXAMPLE);

/** Every file below a folder, relative and sorted. */
export function files(folder) {
  return readdirSync(folder, { recursive: true })
    .map(name => join(folder, name))
    .filter(path => statSync(path).isFile())
    .map(path => relative(folder, path).split(sep).join('/'))
    .sort();
}

/** Every page of a report, the home page first. */
export function pages(site) {
  const all = files(site).filter(name => name.endsWith('.html'));
  assert(all.includes('index.html'), 'the report has a home page');
  return ['index.html', ...all.filter(name => name !== 'index.html')];
}

/** One page of every kind: the first of each folder, and every page at the top. */
export function kinds(site) {
  const seen = new Set();
  return pages(site).filter(name => {
    const folder = name.includes('/') ? name.split('/')[0] : name;
    return !seen.has(folder) && seen.add(folder);
  });
}

export const address = (site, name) => pathToFileURL(join(site, name)).href;
export const text = (site, name) => readFileSync(join(site, name), 'utf8');

/** Notes what a page says on its console, what it asks for outside its own folder, and every dialog. */
export function witness(page, site) {
  const home = pathToFileURL(site + sep).href;
  const seen = [];
  page.on('console', message => seen.push(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', error => seen.push(`error: ${error.message}`));
  page.on('crash', () => seen.push('crash'));
  page.on('dialog', dialog => {
    seen.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('popup', popup => seen.push(`window: ${popup.url()}`));
  page.on('request', request => {
    if (!request.url().startsWith(home) && !request.url().startsWith('data:')) seen.push(`request: ${request.url()}`);
  });
  page.on('requestfailed', request => seen.push(`missing: ${request.url()}`));
  return seen;
}
