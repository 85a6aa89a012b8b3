/* Weights, order and search, live. The page is complete without this file. No network, no storage, no markup from text.
   While a weight moves only rows on screen are written, and of them what changed; the others follow when it rests. */
(() => {
  'use strict';
  const $ = (s, r = document) => r.querySelector(s), $$ = (s, r = document) => [...r.querySelectorAll(s)];
  const table = $('table.rank'), block = $('#live');
  if (!table || !block) return;
  const H = JSON.parse(block.textContent), KEYS = ['business', 'interest', 'growth'], whole = !H.source;
  const SORTS = ['score', 'name', 'weeks', 'firm', ...KEYS], MANY = 300, FEW = 60, REST = 120, HEIGHT = 86.6;
  const body = table.tBodies[0], cut = $('tr.cut', body), saved = [...body.children], served = saved.filter((e) => e !== cut);
  const sentence = cut && $('.line span', cut), told = cut && sentence.textContent, calm = matchMedia('(prefers-reduced-motion: reduce)');
  const node = (name, cls, text) => { const e = document.createElement(name); if (cls) e.className = cls; if (text) e.textContent = text; return e; };
  const put = (e, a) => { for (const k in a) e.setAttribute(k, a[k]); }, on = (s, what, f) => $(s)?.addEventListener(what, f);
  const say = (e, t) => { if (e.nodeValue !== t) e.nodeValue = t; }, words = (e) => e.firstChild || e.appendChild(new Text());

  let w = null, sort = 'score', back = false, query = '', story = '', split = false;
  /* The numbers of all projects, from this page or a file of their own, and what follows from them. */
  let D = H.rows, R, N, home, other, rows, text, asked, waiting;

  /* Takes in the numbers at the first sign of use; whether they are there. */
  function awake() {
    if (home) return true;
    if (D) { prepare(); return true; }
    if (asked) return false;
    asked = true;
    const s = node('script');
    s.onload = () => { D = quarterdeck.numbers; prepare(); if (waiting) draw(true); };
    s.onerror = () => { asked = false; $('#count').textContent = `${H.source} is missing, so nothing can be ranked anew.`; };
    s.src = H.source; document.head.append(s);
    return false;
  }
  function prepare() {
    N = D.ids.length; R = quarterdeck.ranking(H, D, title);
    home = R.plan(H.weights); other = R.plan(H.weights);
    rows = served.map(part);
    if (whole) { text = served.map((el, k) => (el.textContent + ' ' + D.ids[k]).toLowerCase()); if (N <= FEW) table.classList.add('few'); }
    rows.forEach((r) => { known.set(r.el, r); watch.observe(r.el); });
  }
  function part(el) {
    const link = $('.c-n a', el), no = $('.no', el), cells = [no, $('.score b', el), $('.score .sr', el)].map(words);
    return { el, link, no, cells, title: words(link.firstChild), rects: $$('.cb rect', el), dot: $('.tg .p', el), weeks: $('.c-w', el), k: -1, at: 0 };
  }
  const title = (k) => (D.titles ? D.titles[k] : rows[k].title.nodeValue);

  function pick(k) {
    if (story && D.narrative[k] !== +story) return false;
    text ||= D.ids.map((id, n) => (D.titles[n] + ' ' + id).toLowerCase());
    return !query || text[k].includes(query);
  }

  /* Writes a project into a row, where it differs from what is there. */
  let shown = null, turn = 0;
  function fill(r) {
    const p = shown, k = r.k, n = p.at[k], [total, parts] = R.tenths(p, k), inn = p.inside[k], was = home.inside[k];
    let x = 0, track = 0;
    r.drawn = turn;
    parts.forEach((t, c) => { const [a, b] = [(split ? track : x) / 10 + '%', t / 10 + '%'], e = r.rects[c]; if (e.at !== a) e.setAttribute('x', e.at = a); if (e.long !== b) e.setAttribute('width', e.long = b); x += t; track += 1000 * p.w[c] / p.sum; });
    say(r.cells[0], (R.tied(p, n) ? '=' : '') + p.rank[n]);
    say(r.cells[1], R.one(total));
    say(r.cells[2], parts.map((t, c) => H.names[c] + ' ' + R.one(t)).join(', '));
    if (r.dot && r.dot.of !== p.w) { r.dot.of = p.w; put(r.dot, dot(p)); }
    if (w) {
      const moved = home.rank[home.at[k]] - p.rank[n];
      if (!r.mv) { r.mv = node('span', 'mv'); const a = node('span'); a.ariaHidden = 'true'; r.mv.append(a, node('span', 'sr'), ''); r.no.after(r.mv); r.mv.say = [words(a), words(r.mv.children[1]), r.mv.lastChild]; }
      const [cls, ...said] = moved > 0 ? ['mv up', '▲ ', 'up ', String(moved)] : moved < 0 ? ['mv dn', '▼ ', 'down ', String(-moved)] : ['mv', '=', 'no change', ''];
      r.mv.say.forEach((e, c) => say(e, said[c])); if (r.mv.className !== cls) r.mv.className = cls;
    }
    const cls = 'r' + (inn ? was ? '' : ' came' : was ? ' out went' : ' out');
    if (r.el.className !== cls) r.el.className = cls;
    if (whole) return;
    say(r.title, title(k)); say(words(r.weeks), D.effort[k] < 0 ? '–' : R.weeks(D.effort[k]));
    if (r.of !== k) { r.of = k; put(r.link, { href: `projects/${D.ids[k]}.html` }); r.el.dataset.id = D.ids[k]; }
  }
  const dot = (p) => ({ cx: (50 * p.w[0] + 100 * p.w[2]) / p.sum, cy: HEIGHT * (1 - p.w[0] / p.sum) });

  /* Which rows are on screen, without asking for the layout. */
  const known = new Map(), seen = new Set();
  const watch = new IntersectionObserver((all) => all.forEach((a) => {
    const r = known.get(a.target);
    if (!a.isIntersecting) seen.delete(r); else { seen.add(r); if (r.k >= 0 && r.drawn !== turn) fill(r); }
  }), { rootMargin: '100px' });
  let timer, out = [];
  function settle() { clearTimeout(timer); timer = 0; out.forEach((r) => { if (r.drawn !== turn) fill(r); }); address(); }

  let frame, settled, jumped = 0;
  function draw(now) {
    cancelAnimationFrame(frame); frame = 0; waiting = !awake();
    if (waiting) return;
    const p = shown = w ? R.plan(w, other) : home, plain = sort === 'score' && !back, all = R.listed(p, sort, back), found = query || story ? all.filter(pick) : all;
    const borrowed = !whole && !!(w || !plain || query || story), lazy = !now && seen.size;
    let lo = -1, hi = Infinity;
    turn++;
    if (lazy) { lo = Infinity; hi = 0; seen.forEach((r) => { lo = Math.min(lo, r.at - 3); hi = Math.max(hi, r.at + 3); }); }
    out = whole ? Array.from(all, (k) => rows[k]) : rows.slice(0, found.length);
    let want = out.map((r) => r.el);
    const head = whole || found === p.order ? p.head : found.findIndex((k) => p.at[k] >= p.head);
    if (plain && cut && (whole || head > 0 && head <= want.length)) want.splice(head, 0, cut);
    else if (cut && whole) want.push(cut);
    if (!whole && !borrowed) want = saved;
    out.forEach((r, n) => { r.k = whole ? all[n] : found[n]; if (whole) r.el.hidden = found !== all && !pick(r.k); });
    /* What is read of the layout is read before anything is written. */
    const moves = want.length !== body.children.length || want.some((el, n) => el !== body.children[n]), lively = lazy && whole && moves && N <= MANY && !calm.matches && performance.now() - jumped > 250;
    const from = lively && out.map((r) => r.el.getBoundingClientRect().top);
    out.forEach((r, n) => { if (!lazy || (n >= lo && n <= hi) || seen.has(r)) fill(r); r.at = n; });
    if (moves) { place(want); jumped = performance.now(); }
    if (lively) slip(from);
    if (cut) { say(words(sentence), w ? R.line(p) : told); cut.hidden = whole && !plain; }
    /* A row that shows another project than its own hides what is told of its own only. */
    table.classList.toggle('moved', !!w); table.classList.toggle('borrowed', borrowed);
    say(words($('#count')), query || story ? `${found.length.toLocaleString('en')} of ${N.toLocaleString('en')} shown` : '');
    panel(p);
    clearTimeout(timer);
    timer = lazy ? setTimeout(settle, REST) : 0;
    if (!lazy || settled) address();
    settled = false;
  }
  /* Puts the rows in order and moves as few as it can. */
  function place(want) {
    const focus = document.activeElement, held = body.contains(focus);
    if (want.length === body.children.length) {
      let at = body.firstElementChild;
      for (const el of want) {
        if (el !== at && at?.nextElementSibling === el) at = el;
        if (el === at) at = at.nextElementSibling; else body.insertBefore(el, at);
      }
    }
    if (want.length !== body.children.length) body.replaceChildren(...want);
    if (held && document.activeElement !== focus && body.contains(focus)) focus.focus({ preventScroll: true });
  }
  function slip(from) {
    out.forEach((r) => r.anim?.cancel());
    const near = (y) => y > -100 && y < innerHeight + 100;
    out.map((r, n) => [r, from[n], r.el.getBoundingClientRect().top]).filter(([, a, b]) => a !== b && (near(a) || near(b)))
      .forEach(([r, a, b]) => { r.anim = r.el.animate([{ transform: `translateY(${a - b}px)` }, { transform: 'none' }], { duration: 320, easing: 'cubic-bezier(.2,.7,.2,1)' }); });
  }

  const sliders = KEYS.map((key) => $('#w-' + key)), outputs = KEYS.map((key) => $('#o-' + key)), point = $('#pt'), what = $('#what'), banner = $('#banner'), presets = $$('.pre button');
  function panel(p) {
    const points = w || H.points;
    if (point) put(point, dot(p));
    sliders.forEach((s, c) => { if (!s) return; s.value = points[c]; s.ariaValueText = points[c] + ' percent'; outputs[c].textContent = points[c] + '%'; });
    const change = w && R.change(home, p), t = !w ? 'These are the committed weights.' : change || 'The same plan as committed.';
    if (what) { what.classList.toggle('diff', !!change); say(words(what), t); }
    banner.hidden = !w;
    if (w) say(words($('b', banner)), 'What-if: ' + w.map((v, c) => `${H.names[c].toLowerCase()} ${v}`).join(', '));
    presets.forEach((b) => { b.ariaPressed = String(b.dataset.p === (w ? w.join(',') : '')); });
  }
  function address() {
    const say = [w && 'w=' + w.join('-'), (sort !== 'score' || back) && 'sort=' + sort + (back ? '.asc' : ''), story && 'narrative=' + story, query && 'q=' + encodeURIComponent(query), split && 'bars=split'].filter(Boolean).join('&');
    if (say ? location.hash !== '#' + say : location.hash.includes('=')) try { history.replaceState(null, '', say ? '#' + say : location.pathname + location.search); } catch { /* some browsers refuse for files */ }
  }
  const soon = () => { frame ||= requestAnimationFrame(() => draw(false)); }, rest = () => { if (frame) settled = true; else address(); };

  /* Whole points that add up to 100; the other two give way in proportion. */
  function weigh(next) { w = next.every((v, c) => v === H.points[c]) ? null : next; soon(); }
  function slide(c, v) {
    const old = w || H.points, [a, b] = [0, 1, 2].filter((k) => k !== c), left = 100 - v, sum = old[a] + old[b], next = [];
    next[c] = v; next[a] = Math.round(sum ? left * old[a] / sum : left / 2); next[b] = left - next[a];
    weigh(next);
  }
  const within = (v, top) => Math.max(0, Math.min(top, Math.round(v)));
  sliders.forEach((s, c) => { s?.addEventListener('input', () => slide(c, within(+s.value, 100))); s?.addEventListener('change', rest); });
  presets.forEach((b) => b.addEventListener('click', () => { w = b.dataset.p ? b.dataset.p.split(',').map(Number) : null; settled = true; draw(false); }));
  on('#reset', 'click', () => { w = null; draw(true); sliders[0]?.focus({ preventScroll: true }); });
  const tri = $('#tri');
  if (tri) {
    let before = null, way = null;
    const at = (e) => { const q = new DOMPoint(e.clientX, e.clientY).matrixTransform(way), b = within(100 * (1 - q.y / HEIGHT), 100), g = within(q.x - b / 2, 100 - b); weigh([b, 100 - b - g, g]); };
    on('#tri', 'pointerdown', (e) => { if (e.button) return; before = w; tri.setPointerCapture(e.pointerId); way = tri.getScreenCTM().inverse(); at(e); });
    on('#tri', 'pointermove', (e) => { if (tri.hasPointerCapture(e.pointerId)) at(e); });
    on('#tri', 'pointerup', rest);
    on('#tri', 'pointercancel', () => { w = before; draw(true); });
  }

  on('#q', 'input', (e) => { query = e.target.value.trim().toLowerCase(); draw(true); });
  on('#narrative', 'change', (e) => { story = e.target.value; draw(true); });
  on('#sort', 'change', (e) => { sort = e.target.value; back = false; heads(); settled = true; draw(false); });
  on('#split', 'click', () => { split = !split; heads(); draw(true); });
  on('#copy', 'click', async (e) => {
    const b = e.target, t = b.dataset.t ||= b.textContent;
    try { await navigator.clipboard.writeText(location.href); b.textContent = 'Copied'; } catch { b.textContent = 'Copy it from the address bar'; }
    setTimeout(() => { b.textContent = t; }, 1600);
  });
  const columns = $$('th[data-sort]', table);
  for (const th of columns) {
    const b = node('button'); b.type = 'button'; b.append(...th.childNodes); th.append(b);
    b.addEventListener('click', () => { back = sort === th.dataset.sort && !back; sort = th.dataset.sort; heads(); settled = true; draw(false); $('#say').textContent = `Sorted by ${b.textContent}${back ? ', reversed' : ''}`; });
  }
  function heads() {
    for (const th of columns) {
      const up = th.dataset.sort === 'name' || th.dataset.sort === 'firm';
      if (th.dataset.sort === sort) th.setAttribute('aria-sort', back === up ? 'descending' : 'ascending'); else th.removeAttribute('aria-sort');
    }
    $('#sort').value = sort; $('#split').ariaPressed = String(split);
  }
  /* only what is known is taken */
  function read() {
    const h = new URLSearchParams(location.hash.slice(1)), v = (h.get('w') || '').split('-');
    const ok = v.length === 3 && v.every((x) => /^\d{1,3}$/.test(x)) && v.reduce((s, x) => s + +x, 0) === 100;
    w = ok ? v.map(Number) : null;
    const [s, d] = (h.get('sort') || 'score').split('.');
    sort = SORTS.includes(s) ? s : 'score'; back = sort === s && d === 'asc';
    query = (h.get('q') || '').slice(0, 100).toLowerCase(); split = h.get('bars') === 'split';
    const n = $('#narrative'), t = h.get('narrative') || '';
    story = n && [...n.options].some((o) => o.value === t) ? t : '';
    if (n) n.value = story;
    $('#q').value = query; heads();
  }
  $$('.needs-js').forEach((el) => { el.hidden = false; });
  for (const sign of ['pointerover', 'pointerdown', 'focusin']) on('#ranking', sign, awake);
  addEventListener('beforeprint', () => { if (timer) settle(); });
  addEventListener('hashchange', () => { if (location.hash.includes('=') || w) { read(); draw(true); } });
  if (location.hash.includes('=')) { read(); draw(true); }
  document.documentElement.classList.add('js');
})();
