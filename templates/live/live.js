// Keeps a page of a running `quarterdeck watch` up to date: reloads it when its own bytes changed, and shows
// or takes away what stands in the way of a newer report. Only served pages have it.
"use strict";
(() => {
  const { page, version, overlay, token } = document.currentScript.dataset;
  const place = "quarterdeck:" + location.pathname;
  let shownOverlay = overlay;
  let events;

  // What the reader has open and where they are must survive a reload.
  const details = () => [...document.querySelectorAll("details")];
  const name = (element, index) => element.id || index + ":" + (element.querySelector("summary")?.textContent ?? "");
  const remember = () => {
    const open = details().map((element, index) => [name(element, index), element.open]);
    const focus = document.activeElement?.id ?? "";
    sessionStorage.setItem(place, JSON.stringify({ x: scrollX, y: scrollY, open, focus }));
  };
  const restore = () => {
    const kept = sessionStorage.getItem(place);
    if (!kept) return;
    sessionStorage.removeItem(place);
    const { x, y, open, focus } = JSON.parse(kept);
    const was = new Map(open);
    details().forEach((element, index) => {
      const state = was.get(name(element, index));
      if (state !== undefined) element.open = state;
    });
    if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
    scrollTo({ left: x, top: y, behavior: "instant" });
  };
  const reload = () => {
    remember();
    history.scrollRestoration = "manual";
    location.reload();
  };

  const localTimes = () => {
    for (const time of document.querySelectorAll(".live time[datetime]")) {
      time.textContent = "from " + new Date(time.dateTime).toLocaleTimeString();
    }
  };
  const showOverlay = async (now) => {
    const answer = await fetch("/-/overlay?token=" + token, { cache: "no-store" });
    if (!answer.ok) return;
    document.querySelectorAll(".live").forEach((element) => element.remove());
    // The server escapes every word of it, and the policy of the page lets no script in it run.
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    document.body.prepend(holder.content);
    shownOverlay = now;
    localTimes();
  };

  const connect = () => {
    if (events || document.hidden) return;
    const query = new URLSearchParams({ token, page, version, overlay: shownOverlay });
    events = new EventSource("/-/events?" + query);
    events.addEventListener("page", reload);
    events.addEventListener("overlay", (event) => showOverlay(event.data));
    events.addEventListener("error", () => {
      if (events.readyState === EventSource.CLOSED) await_server();
    });
  };
  const disconnect = () => {
    events?.close();
    events = undefined;
  };
  // The server was started again: it knows neither our token nor our version, so the page comes anew.
  const await_server = () => {
    disconnect();
    const ask = () =>
      fetch(location.href, { method: "HEAD", cache: "no-store" }).then(reload, () => setTimeout(ask, 1000));
    setTimeout(ask, 1000);
  };

  // A browser opens few connections to one server: tabs that nobody looks at leave theirs to the others.
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pageshow", connect);
  addEventListener("pagehide", disconnect);
  restore();
  localTimes();
  connect();
})();
