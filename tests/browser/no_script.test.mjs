// Without script every page reads in full: the same words are visible, and no control is dead.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { address, browser, example, pages } from './report.mjs';

const site = example();
let chromium;
let plain;
let scripted;

before(async () => {
  chromium = await browser();
  plain = await (await chromium.newContext({ javaScriptEnabled: false })).newPage();
  scripted = await (await chromium.newContext()).newPage();
});
after(() => chromium.close());

for (const name of pages(site)) {
  test(name, async () => {
    await plain.goto(address(site, name));
    const controls = await plain.locator('button, input, select, textarea, [draggable=true]').all();
    for (const control of controls) {
      assert(!(await control.isVisible()), `a dead control: ${await control.evaluate(element => element.outerHTML)}`);
    }
    const without = await plain.locator('main').innerText();
    assert(without.length > 200, 'the page says something');
    await scripted.goto(address(site, name));
    const withScript = await scripted.locator('main').innerText();
    const said = new Set(without.split(/\s+/));
    const numbers = withScript.split(/\s+/).filter(word => /^\d+\.\d$/.test(word) && !said.has(word));
    assert.deepEqual(numbers, [], 'numbers that only the script shows');
  });
}
