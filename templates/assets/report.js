/* Weights, order and search, live. The page is complete without this file. No network, no storage,
   no markup from text. What decides an order is a whole number below 2^53: the order is the program's. */
(() => {
  'use strict';
  const $ = (s, r = document) => r.querySelector(s), $$ = (s, r = document) => [...r.querySelectorAll(s)];
  const table = $('table.rank'), block = $('#live');
  if (!table || !block) return;
  const D = JSON.parse(block.textContent), KEYS = ['business', 'interest', 'growth'], N = D.ids.length;
  const body = table.tBodies[0], cut = $('tr.cut', body), served = $$('tr.r', body), whole = served.length === N;
  const MANY = 300, HEIGHT = 86.6, calm = matchMedia('(prefers-reduced-motion: reduce)');
  const ALL = [...D.ids.keys()], score = (k, c) => D.scores[3 * k + c];
  const node = (name, cls, text) => { const e = document.createElement(name); if (cls) e.className = cls; if (text !== undefined) e.textContent = text; return e; };
  const put = (e, a) => { for (const k in a) e.setAttribute(k, a[k]); }, on = (s, what, f) => $(s)?.addEventListener(what, f);

  const part = (el) => ({ el, link: $('.c-n a', el), rects: KEYS.map((k) => $('.cb .' + k, el)), score: $('.score b', el), say: $('.score .sr', el), no: $('.no', el), dot: $('.tg .p', el), weeks: $('.c-w', el), mv: null });
  const rows = served.map(part);
  const title = (k) => (D.titles ? D.titles[k] : rows[k].link.textContent);
  const text = ALL.map((k) => ((whole ? served[k].textContent : D.titles[k]) + ' ' + D.ids[k]).toLowerCase());
  let spare = null; /* rows for any project, where not each has its own */

  /* The order and the plan under three whole weights. */
  function plan(w) {
    const sum = w[0] + w[1] + w[2], den = D.span * sum, value = ALL.map((k) => w[0] * score(k, 0) + w[1] * score(k, 1) + w[2] * score(k, 2));
    const order = ALL.slice().sort((a, b) => value[b] - value[a] || score(b, 0) - score(a, 0) || score(b, 1) - score(a, 1) || score(b, 2) - score(a, 2)
      || (D.effort[a] < 0) - (D.effort[b] < 0) || D.effort[a] - D.effort[b] || (D.ids[a] < D.ids[b] ? -1 : 1));
    const place = new Array(N), at = new Array(N);
    order.forEach((k, n) => {
      at[k] = n;
      const same = n && value[order[n - 1]] === value[k];
      place[k] = { rank: same ? place[order[n - 1]].rank : n + 1, tied: same };
      if (same) place[order[n - 1]].tied = true;
    });
    const inside = new Set(); let left = D.capacity, stop = -1, head = 0;
    for (let n = 0; n < N; n++) {
      const k = order[n], e = D.effort[k];
      if (e < 0) continue;
      if (e > left) { if (stop < 0) stop = k; if (D.line === 'strict') break; continue; }
      left -= e; inside.add(k); if (stop < 0) head = n + 1;
    }
    return { w, den, sum, order, at, place, inside, left, stop, head, value };
  }
  /* Tenths of a point, halves up, and parts that add up to them. */
  function tenths(p, k) {
    const half = (n, d) => Math.floor((2 * n + d) / (2 * d)), total = half(1000 * p.value[k], p.den);
    const parts = KEYS.map((_, c) => 1000 * p.w[c] * score(k, c)), out = parts.map((n) => Math.floor(n / p.den));
    let miss = total - out[0] - out[1] - out[2];
    for (const c of [0, 1, 2].sort((a, b) => parts[b] % p.den - parts[a] % p.den || a - b)) if (miss > 0 && parts[c] % p.den) { out[c]++; miss--; }
    if (miss) out[parts.indexOf(Math.max(...parts))] += miss;
    return [total, out];
  }
  const one = (t) => Math.floor(t / 10) + '.' + t % 10, weeks = (e) => String(e * D.week / 100), long = (e) => weeks(e) + (e * D.week === 100 ? ' week' : ' weeks');
  const WORDS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');
  const number = (n) => WORDS[n] || n.toLocaleString('en'), hand = (e) => (e ? weeks(e) + ' in hand' : 'nothing in hand'), capital = (s) => s[0].toUpperCase() + s.slice(1);
  function line(p) {
    const n = p.inside.size, used = `${weeks(D.capacity - p.left)} of ${long(D.capacity)}`;
    if (p.stop < 0) return `${capital(number(n))} ${n === 1 ? 'project fits' : 'projects fit'}: ${used}, ${hand(p.left)}`;
    const next = title(p.stop), needs = long(D.effort[p.stop]);
    if (!n) return `Nothing fits: ${next} needs ${needs} and there are ${long(D.capacity)}`;
    return D.line === 'strict' ? `Plan line: ${used} used, ${hand(p.left)}. Next is ${next} (${needs})` : `Plan line: ${next} (${needs}) no longer fits. Smaller projects below fill the rest: ${used} used`;
  }

  const home = plan(D.weights), told = cut && $('.line span', cut).textContent;
  let w = null, sort = 'score', back = false, query = '', story = '', split = false, frame = 0;
  const now = () => (w ? plan(w) : home);
  const by = { score: null, name: (a, b) => title(a).localeCompare(title(b)), weeks: (a, b) => D.effort[b] - D.effort[a],
    firm: (a, b) => (D.flip[a] < 0) - (D.flip[b] < 0) || D.flip[a] - D.flip[b] };
  KEYS.forEach((key, c) => { by[key] = (a, b) => score(b, c) - score(a, c); });

  function fill(r, k, p) {
    const [total, parts] = tenths(p, k), place = p.place[k], moved = w && home.place[k].rank - place.rank;
    let x = 0, track = 0;
    parts.forEach((t, c) => { put(r.rects[c], { x: (split ? track : x) / 10 + '%', width: t / 10 + '%' }); x += t; track += 1000 * p.w[c] / p.sum; });
    r.score.textContent = one(total);
    r.say.textContent = parts.map((t, c) => D.names[c] + ' ' + one(t)).join(', ');
    r.no.textContent = (place.tied ? '=' : '') + place.rank;
    if (r.dot) put(r.dot, dot(p));
    r.mv?.remove(); r.mv = null;
    if (w) {
      r.mv = node('span', 'mv' + (moved > 0 ? ' up' : moved < 0 ? ' dn' : ''));
      if (moved) { const a = node('span', '', moved > 0 ? '▲ ' : '▼ '); a.setAttribute('aria-hidden', 'true'); r.mv.append(a, node('span', 'sr', moved > 0 ? 'up ' : 'down '), String(Math.abs(moved))); } else r.mv.append('=', node('span', 'sr', ' no change'));
      r.no.after(r.mv);
    }
    const c = r.el.classList, inn = p.inside.has(k), was = home.inside.has(k);
    c.toggle('out', !inn); c.toggle('came', inn && !was); c.toggle('went', !inn && was);
    if (whole) return;
    put(r.link, { href: `projects/${D.ids[k]}.html` }); r.link.firstChild.textContent = title(k);
    r.weeks.textContent = D.effort[k] < 0 ? '–' : weeks(D.effort[k]);
  }
  const dot = (p) => ({ cx: (50 * p.w[0] + 100 * p.w[2]) / p.sum, cy: HEIGHT * (1 - p.w[0] / p.sum) });
  function blank() { /* copies of the served rows without what belongs to one project only */
    return served.map((el) => { const c = el.cloneNode(true); $$('.tale, .need, .firm, .ava', c).forEach((e) => e.remove()); return part(c); });
  }

  function draw(move) {
    frame = 0;
    const p = now(), plain = sort === 'score' && !back, pick = (k) => (!story || D.narrative[k] === +story) && (!query || text[k].includes(query));
    let list = p.order;
    if (by[sort]) list = list.slice().sort((a, b) => by[sort](a, b) || p.at[a] - p.at[b]);
    if (back) list = list.slice().reverse();
    const found = list.filter(pick), calmly = !move || calm.matches || N > MANY;
    const old = calmly ? null : rows.map((r) => r.el.getBoundingClientRect().top);
    let want;
    if (whole) {
      rows.forEach((r, k) => { fill(r, k, p); r.el.hidden = !pick(k); });
      want = list.map((k) => served[k]);
      if (plain && cut) want.splice(p.head, 0, cut);
    } else if (!w && plain && !query && !story && !split) {
      want = saved;
    } else {
      spare ||= blank();
      want = found.slice(0, spare.length).map((k, n) => { fill(spare[n], k, p); return spare[n].el; });
      const n = found.findIndex((k) => p.at[k] >= p.head);
      if (plain && cut && n > 0) want.splice(n, 0, cut);
    }
    if (cut) { $('.line span', cut).textContent = w ? line(p) : told; cut.hidden = whole && !plain; if (whole && !plain) want.push(cut); }
    const have = body.children;
    if (want.length !== have.length || want.some((el, n) => el !== have[n])) {
      const focus = document.activeElement, held = body.contains(focus);
      body.replaceChildren(...want);
      if (held && body.contains(focus)) focus.focus({ preventScroll: true });
      if (old) {
        const near = (y) => y > -100 && y < innerHeight + 100;
        rows.map((r, n) => [r.el, old[n], r.el.getBoundingClientRect().top]).filter(([, a, b]) => a !== b && (near(a) || near(b)))
          .forEach(([el, a, b]) => el.animate([{ transform: `translateY(${a - b}px)` }, { transform: 'none' }], { duration: 320, easing: 'cubic-bezier(.2,.7,.2,1)' }));
      }
    }
    table.classList.toggle('moved', !!w);
    $('#count').textContent = query || story ? `${found.length.toLocaleString('en')} of ${N.toLocaleString('en')} shown` : '';
    panel(p); address();
  }
  const saved = [...body.children];

  function panel(p) {
    const points = w || D.points, what = $('#what'), MOST = 6;
    put($('#pt') || node('i'), dot(p));
    KEYS.forEach((key, c) => { const s = $('#w-' + key); if (!s) return; s.value = points[c]; s.setAttribute('aria-valuetext', points[c] + ' percent'); $('#o-' + key).textContent = points[c] + '%'; });
    const names = (a, b) => { const l = [...a.inside].filter((k) => !b.inside.has(k)); return l.slice(0, MOST).map(title).join('; ') + (l.length > MOST ? ` and ${l.length - MOST} more` : ''); }, out = names(home, p), inn = names(p, home);
    const say = !w ? 'These are the committed weights.' : out || inn ? [out && `Out: ${out}.`, inn && `In: ${inn}.`].filter(Boolean).join(' ') : 'The same plan as committed.';
    if (what) { what.classList.toggle('diff', !!(out || inn)); if (what.textContent !== say) what.textContent = say; }
    $('#banner').hidden = !w;
    if (w) $('#banner b').textContent = 'What-if: ' + w.map((v, c) => `${D.names[c].toLowerCase()} ${v}`).join(', ');
    $$('.pre button').forEach((b) => b.setAttribute('aria-pressed', String(b.dataset.p === (w ? w.join(',') : ''))));
  }
  function address() {
    const say = [w && 'w=' + w.join('-'), (sort !== 'score' || back) && 'sort=' + sort + (back ? '.asc' : ''), story && 'narrative=' + story, query && 'q=' + encodeURIComponent(query), split && 'bars=split'].filter(Boolean).join('&');
    if (say ? location.hash !== '#' + say : location.hash.includes('=')) try { history.replaceState(null, '', say ? '#' + say : location.pathname + location.search); } catch { /* some browsers refuse for files */ }
  }
  const soon = () => { frame ||= requestAnimationFrame(() => draw(true)); };

  /* Whole points that add up to 100; the other two give way in proportion. */
  function weigh(next) { w = next.every((v, c) => v === D.points[c]) ? null : next; soon(); }
  function slide(c, v) {
    const old = w || D.points, [a, b] = [0, 1, 2].filter((k) => k !== c), rest = 100 - v, sum = old[a] + old[b], next = [];
    next[c] = v; next[a] = Math.round(sum ? rest * old[a] / sum : rest / 2); next[b] = rest - next[a];
    weigh(next);
  }
  const within = (v, top) => Math.max(0, Math.min(top, Math.round(v)));
  KEYS.forEach((key, c) => on('#w-' + key, 'input', (e) => slide(c, within(+e.target.value, 100))));
  $$('.pre button').forEach((b) => b.addEventListener('click', () => { w = b.dataset.p ? b.dataset.p.split(',').map(Number) : null; draw(true); }));
  on('#reset', 'click', () => { w = null; draw(true); $('#w-business')?.focus({ preventScroll: true }); });
  const tri = $('#tri');
  if (tri) {
    const at = (e) => { const q = new DOMPoint(e.clientX, e.clientY).matrixTransform(tri.getScreenCTM().inverse()), b = within(100 * (1 - q.y / HEIGHT), 100), g = within(q.x - b / 2, 100 - b); weigh([b, 100 - b - g, g]); };
    let before = null;
    on('#tri', 'pointerdown', (e) => { if (e.button) return; before = w; tri.setPointerCapture(e.pointerId); at(e); });
    on('#tri', 'pointermove', (e) => { if (tri.hasPointerCapture(e.pointerId)) at(e); });
    on('#tri', 'pointercancel', () => { w = before; draw(false); });
  }

  on('#q', 'input', (e) => { query = e.target.value.trim().toLowerCase(); draw(false); });
  on('#narrative', 'change', (e) => { story = e.target.value; draw(false); });
  on('#sort', 'change', (e) => { sort = e.target.value; back = false; heads(); draw(true); });
  on('#split', 'click', () => { split = !split; heads(); draw(false); });
  on('#copy', 'click', async (e) => {
    const b = e.target, t = b.dataset.t ||= b.textContent;
    try { await navigator.clipboard.writeText(location.href); b.textContent = 'Copied'; } catch { b.textContent = 'Copy it from the address bar'; }
    setTimeout(() => { b.textContent = t; }, 1600);
  });
  for (const th of $$('th[data-sort]', table)) {
    const b = node('button'); b.type = 'button'; b.append(...th.childNodes); th.append(b);
    b.addEventListener('click', () => { back = sort === th.dataset.sort && !back; sort = th.dataset.sort; heads(); draw(true); $('#say').textContent = `Sorted by ${b.textContent}${back ? ', reversed' : ''}`; });
  }
  function heads() {
    for (const th of $$('th[data-sort]', table)) {
      const up = th.dataset.sort === 'name' || th.dataset.sort === 'firm';
      if (th.dataset.sort === sort) th.setAttribute('aria-sort', back === up ? 'descending' : 'ascending'); else th.removeAttribute('aria-sort');
    }
    $('#sort').value = sort; $('#split').setAttribute('aria-pressed', String(split));
  }
  /* only what is known is taken */
  function read() {
    const h = new URLSearchParams(location.hash.slice(1)), v = (h.get('w') || '').split('-');
    const ok = v.length === 3 && v.every((x) => /^\d{1,3}$/.test(x)) && v.reduce((s, x) => s + +x, 0) === 100;
    w = ok ? v.map(Number) : null;
    const [s, d] = (h.get('sort') || 'score').split('.');
    sort = Object.hasOwn(by, s) ? s : 'score'; back = sort === s && d === 'asc';
    query = (h.get('q') || '').slice(0, 100).toLowerCase(); split = h.get('bars') === 'split';
    const n = $('#narrative'), t = h.get('narrative') || '';
    story = n && [...n.options].some((o) => o.value === t) ? t : '';
    if (n) n.value = story;
    $('#q').value = query; heads();
  }
  document.documentElement.classList.add('js');
  $$('.needs-js').forEach((el) => { el.hidden = false; });
  addEventListener('hashchange', () => { if (location.hash.includes('=') || w) { read(); draw(false); } });
  read();
  if (location.hash.includes('=')) draw(false); else panel(home);
})();
