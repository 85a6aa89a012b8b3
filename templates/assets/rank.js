/* What an order is under three weights: which project stands where, what fits, how a score is made up and what is said
   of the line. It knows no page. Every decision is made on a whole number below 2^53, as the program makes it. */
var quarterdeck = {
  /* `H`: names, scale and capacity; `D`: the numbers of all projects, in the order of the stated weights. */
  ranking(H, D, title) {
    'use strict';
    const N = D.ids.length, s = D.scores, effort = D.effort, keys = new Float64Array(N), numbers = () => Int32Array.from(D.ids.keys());

    /* The order of ties does not depend on weights, so it is found once. */
    const tie = numbers().sort((a, b) => s[3 * b] - s[3 * a] || s[3 * b + 1] - s[3 * a + 1] || s[3 * b + 2] - s[3 * a + 2]
      || (effort[a] < 0) - (effort[b] < 0) || effort[a] - effort[b] || (D.ids[a] < D.ids[b] ? -1 : 1));

    /* `order`: project by position; `at`: position by project; `rank`: rank by position; `head`: how many stand before the line. */
    function plan(w, old) {
      const p = old || { value: new Float64Array(N), order: new Int32Array(N), at: new Int32Array(N), rank: new Int32Array(N), inside: new Uint8Array(N) };
      const { value, order, rank } = p, [b, i, g] = w;
      for (let t = 0; t < N; t++) {
        const k = tie[t];
        value[k] = b * s[3 * k] + i * s[3 * k + 1] + g * s[3 * k + 2];
        keys[t] = value[k] * N + N - 1 - t;
      }
      keys.sort();
      for (let n = 0; n < N; n++) {
        const k = order[n] = tie[N - 1 - keys[N - 1 - n] % N];
        p.at[k] = n;
        rank[n] = n && value[k] === value[order[n - 1]] ? rank[n - 1] : n + 1;
      }
      p.inside.fill(0);
      Object.assign(p, { w, sum: b + i + g, den: H.span * (b + i + g), left: H.capacity, stop: -1, head: 0, count: 0 });
      for (let n = 0; n < N; n++) {
        const k = order[n], e = effort[k];
        if (e < 0) continue;
        if (e > p.left) { if (p.stop < 0) p.stop = k; if (H.line === 'strict') break; continue; }
        p.left -= e; p.inside[k] = 1; p.count++;
        if (p.stop < 0) p.head = n + 1;
      }
      return p;
    }
    const tied = (p, n) => p.rank[n] <= n || p.rank[n + 1] === p.rank[n];

    /* Tenths of a point, halves up, and parts that add up to them. */
    function tenths(p, k) {
      const total = Math.floor((2000 * p.value[k] + p.den) / (2 * p.den));
      const parts = p.w.map((v, c) => 1000 * v * s[3 * k + c]), out = parts.map((n) => Math.floor(n / p.den));
      let miss = total - out[0] - out[1] - out[2];
      if (miss > 0) for (const c of [0, 1, 2].sort((a, b) => parts[b] % p.den - parts[a] % p.den || a - b)) if (miss > 0 && parts[c] % p.den) { out[c]++; miss--; }
      if (miss) out[parts.indexOf(Math.max(...parts))] += miss;
      return [total, out];
    }

    /* The other orders, which no weight changes: each found once, as classes of equals. Inside a class the rank decides. */
    const by = { name: (a, b) => title(a).localeCompare(title(b)), weeks: (a, b) => effort[b] - effort[a],
      firm: (a, b) => (D.flip[a] < 0) - (D.flip[b] < 0) || D.flip[a] - D.flip[b] }, classes = {};
    ['business', 'interest', 'growth'].forEach((key, c) => { by[key] = (a, b) => s[3 * b + c] - s[3 * a + c]; });
    function classed(how) {
      const all = numbers().sort(how), of = new Int32Array(N);
      for (let n = 1; n < N; n++) of[all[n]] = of[all[n - 1]] + (how(all[n - 1], all[n]) ? 1 : 0);
      return of;
    }
    function listed(p, sort, back) {
      let all = p.order;
      if (by[sort]) {
        const of = classes[sort] ||= classed(by[sort]);
        all = Int32Array.from(Float64Array.from(of, (c, k) => c * N + p.at[k]).sort(), (key) => p.order[key % N]);
      }
      return back ? all.slice().reverse() : all;
    }

    const one = (t) => Math.floor(t / 10) + '.' + t % 10;
    const weeks = (e) => String(e * H.week / 100), long = (e) => weeks(e) + (e * H.week === 100 ? ' week' : ' weeks');
    const hand = (e) => (e ? weeks(e) + ' in hand' : 'nothing in hand'), capital = (t) => t[0].toUpperCase() + t.slice(1);
    const SMALL = 'no one two three four five six seven eight nine ten eleven twelve'.split(' '), number = (n) => SMALL[n] || n.toLocaleString('en');
    function line(p) {
      const used = `${weeks(H.capacity - p.left)} of ${long(H.capacity)}`;
      if (p.stop < 0) return `${capital(number(p.count))} ${p.count === 1 ? 'project fits' : 'projects fit'}: ${used}, ${hand(p.left)}`;
      const next = title(p.stop), needs = long(effort[p.stop]);
      if (!p.count) return `Nothing fits: ${next} needs ${needs} and there are ${long(H.capacity)}`;
      return H.line === 'strict' ? `Plan line: ${used} used, ${hand(p.left)}. Next is ${next} (${needs})`
        : `Plan line: ${next} (${needs}) no longer fits. Smaller projects below fill the rest: ${used} used`;
    }
    /* Which projects only one of two plans has, in a sentence or two; nothing where there are none. */
    function change(a, b) {
      const MOST = 6, only = (a, b) => [...a.order].filter((k) => a.inside[k] && !b.inside[k]);
      const said = (word, all) => (all.length ? [`${word}: ${all.slice(0, MOST).map(title).join('; ')}${all.length > MOST ? ` and ${all.length - MOST} more` : ''}.`] : []);
      return [...said('Out', only(a, b)), ...said('In', only(b, a))].join(' ');
    }
    return { plan, tied, tenths, one, listed, line, change, weeks };
  },
};
