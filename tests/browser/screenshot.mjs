// Draws the README's picture from the example: node tests/browser/screenshot.mjs .github/report.png

import { address, browser, example } from './report.mjs';

const chromium = await browser();
const page = await chromium.newPage({ viewport: { width: 1280, height: 1180 }, colorScheme: 'light' });
await page.goto(address(example(), 'index.html'));
await page.screenshot({ path: process.argv[2] ?? 'report.png' });
await chromium.close();
