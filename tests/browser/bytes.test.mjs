// What stands in the written bytes: the policy, no style or script inside a page, nothing absolute, and no more
// bytes than a reader on a train should have to wait for.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { example, files, pages, text } from './report.mjs';

const site = example();
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";
const kilobytes = count => count * 1024;

/** The tags of a page, without its text, in which anything may be quoted. */
const tags = html => html.match(/<[a-z!/][^>]*>/gi) ?? [];

for (const name of pages(site)) {
  test(`${name} carries the policy and nothing inline`, () => {
    const html = text(site, name);
    const policy = html.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/i)?.[1];
    assert.equal(policy?.replaceAll('&#39;', "'").replaceAll('&#x27;', "'"), POLICY);
    const all = tags(html);
    assert.deepEqual(all.filter(tag => /\sstyle\s*=/i.test(tag.replace(/"[^"]*"/g, '""'))), [], 'style attributes');
    assert.deepEqual(all.filter(tag => /\son[a-z]+\s*=/i.test(tag.replace(/"[^"]*"/g, '""'))), [], 'handlers');
    assert.deepEqual(all.filter(tag => /^<style/i.test(tag)), [], 'style elements');
    const scripts = all.filter(tag => /^<script/i.test(tag) && !/type="application\/json"/.test(tag));
    assert.deepEqual(scripts.filter(tag => !/\ssrc="(\.\.\/)*assets\/[^":]+"/.test(tag)), [], 'inline scripts');
    const loading = all.filter(tag => !/^<a\s/i.test(tag) && /\s(href|src|srcset)="([a-z]+:)?\/\//i.test(tag));
    assert.deepEqual(loading, [], 'absolute addresses');
    assert.match(html, /^<!doctype html>\n<html lang="[a-z-]+"/i);
    assert.equal((html.match(/<h1[\s>]/g) ?? []).length, 1, 'one heading');
    assert.equal((html.match(/<main[\s>]/g) ?? []).length, 1, 'one main part');
  });
}

test('style sheets and scripts ask for nothing', () => {
  for (const name of files(site).filter(name => /\.(css|js)$/.test(name))) {
    const found = text(site, name).match(/https?:\/\/(?!www\.w3\.org\/)[^\s"')]+|@import|url\(\s*["']?(?!data:|#)[^)]+/g) ?? [];
    assert.deepEqual(found, [], name);
  }
});

const bars = [
  ['the style sheet', name => name.endsWith('.css'), kilobytes(28)],
  ['the script', name => name.endsWith('.js'), kilobytes(14)],
  ['the home page', name => name === 'index.html', kilobytes(60)],
  ['a project page', name => name.startsWith('projects/') && name.endsWith('.html'), kilobytes(24)],
];
for (const [what, belongs, bar] of bars) {
  test(`${what} stays within ${bar / 1024} KB`, () => {
    const mine = files(site).filter(belongs);
    assert.notEqual(mine.length, 0);
    const heavy = mine.map(name => [name, Buffer.byteLength(text(site, name))]).filter(([, size]) => size > bar);
    assert.deepEqual(heavy, []);
  });
}

test('the scripts of the home page stay within 20 KB together', () => {
  const size = files(site).filter(name => name.endsWith('.js')).reduce((sum, name) => sum + Buffer.byteLength(text(site, name)), 0);
  assert(size <= kilobytes(20), `${size} bytes`);
});

test('the home page stays within 12 KB on the wire', () => {
  const size = gzipSync(text(site, 'index.html'), { level: 9 }).length;
  assert(size <= kilobytes(12), `${size} bytes`);
});

test('no fonts, and no pictures but the mark and what the documents bring', () => {
  const extra = files(site).filter(name => /\.(woff2?|ttf|otf|png|jpe?g|gif|webp|ico|svg)$/.test(name));
  assert.deepEqual(extra.filter(name => !['assets/mark.svg', 'assets/card-flow.svg'].includes(name)), []);
});
