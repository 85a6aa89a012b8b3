// Every page can be used by everybody: axe-core finds nothing on any page, light and dark, on a desk and on a phone
// (one page of every kind in all four views, the others light on a desk and dark on a phone);
// no page scrolls sideways, says anything on the console or asks for anything outside its folder.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import axe from 'axe-core';
import { address, browser, example, kinds, pages, witness } from './report.mjs';

const site = example();
const WIDTHS = [320, 390, 768, 1024, 1280];
const VIEWS = [['light', 1280], ['dark', 390]];
const FURTHER_VIEWS = [['dark', 1280], ['light', 390]];
const RULES = { preload: false, resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

const oneOfAKind = new Set(kinds(site));

let chromium;
before(async () => { chromium = await browser(); });
after(() => chromium.close());

for (const name of pages(site)) {
  test(name, async () => {
    const page = await chromium.newPage();
    const seen = witness(page, site);
    const faults = [];
    await page.goto(address(site, name));
    await page.evaluate(axe.source);
    for (const [colorScheme, width] of oneOfAKind.has(name) ? [...VIEWS, ...FURTHER_VIEWS] : VIEWS) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      const { violations } = await page.evaluate(rules => globalThis.axe.run(document, rules), RULES);
      for (const fault of violations) {
        const places = fault.nodes.map(node => `${node.target} ${node.html}\n      ${node.failureSummary}`);
        faults.push(`${colorScheme} ${width}: ${fault.id}: ${fault.help}\n    ${places.slice(0, 3).join('\n    ')}`);
      }
    }
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) faults.push(`${width}: scrolls sideways by ${wide} px: ${await page.evaluate(widest)}`);
    }
    await page.close();
    assert.deepEqual([...faults, ...seen], []);
  });
}

/** The elements that reach furthest to the right, for the message. */
function widest() {
  const edge = document.documentElement.clientWidth;
  return [...document.querySelectorAll('body *')]
    .filter(element => element.getBoundingClientRect().right > edge + 1 && !element.closest('[class~=sr]'))
    .slice(0, 4)
    .map(element => element.outerHTML.slice(0, 90))
    .join(' | ');
}
