// The plain first page: datasets, their conversions, one conversion. No framework, no build; everything comes from the API.
const view = document.querySelector("#view");
const place = document.querySelector("#place");
const leave = document.querySelector("#leave");
const tokenKey = "unbake-token";
/** A server that cannot keep a stream open is asked again after this. */
const againMs = 3000;
/** Events come in bursts; the page is drawn once for all of them. */
const drawMs = 250;
const shownAtOnce = 50;

let stopLast = () => {};

/** An element with attributes and children; text is never read as HTML. */
function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return element;
}

async function call(path, options = {}) {
  const headers = { ...options.headers, authorization: `Bearer ${localStorage.getItem(tokenKey) ?? ""}` };
  const response = await fetch(path, { ...options, headers });
  if (response.status === 401) {
    localStorage.removeItem(tokenKey);
    askForToken("This token is not valid here.");
    throw new Error("no valid token");
  }
  if (!response.ok) {
    const body = await response.json().catch(() => ({}));
    throw Object.assign(new Error(body.message ?? `the server answered ${response.status}`), {
      status: response.status,
    });
  }
  return response;
}

const json = async (path, options) => (await call(path, options)).json();

function askForToken(why) {
  stopLast();
  leave.hidden = true;
  place.replaceChildren();
  const input = el("input", {
    type: "password",
    name: "token",
    required: true,
    autocomplete: "off",
    placeholder: "unbake_...",
  });
  const submit = (event) => {
    event.preventDefault();
    localStorage.setItem(tokenKey, input.value.trim());
    show();
  };
  view.replaceChildren(
    el("h1", {}, "Token"),
    el("p", {}, why ?? "", " `unbake serve` printed one when it started first; `unbake token create` makes others."),
    el("form", { onsubmit: submit }, el("label", {}, "Token ", input), el("button", {}, "Open")),
  );
}

const size = (bytes) =>
  bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
const time = (text) => (text ? new Date(text).toLocaleString() : "");
const score = (value) => (typeof value === "number" ? value.toFixed(6) : "");
const statusOf = (status) =>
  el("span", { class: status === "success" ? "success" : status.startsWith("error") ? "error" : "quiet" }, status);

function table(columns, rows) {
  const head = el(
    "tr",
    {},
    columns.map(([title, number]) => el("th", { scope: "col", class: number && "number" }, title)),
  );
  const body = rows.map((cells) =>
    el(
      "tr",
      {},
      cells.map((cell, i) => el("td", { class: columns[i][1] && "number" }, cell)),
    ),
  );
  return el("table", {}, el("thead", {}, head), el("tbody", {}, body));
}

async function showDatasets() {
  place.replaceChildren("datasets");
  const { items } = await json("org/datasets?limit=100&sort_by=created_at_descending");
  const stats = await Promise.all(items.map(({ id }) => json(`org/datasets/${id}/stats`)));
  const name = el("input", { name: "name", required: true, placeholder: "name" });
  const create = async (event) => {
    event.preventDefault();
    const body = JSON.stringify({ name: name.value, source: { provider: "zoo_managed" } });
    const { id } = await json("org/datasets", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    location.hash = `#/datasets/${id}`;
  };
  view.replaceChildren(
    el("h1", {}, "Datasets"),
    el(
      "form",
      { onsubmit: (event) => create(event).catch(report) },
      el("label", {}, "New dataset for uploads ", name),
      el("button", {}, "Create"),
    ),
    table(
      [["name"], ["status"], ["source"], ["files", true], ["success", true], ["errors", true], ["created"]],
      items.map((dataset, i) => [
        el("a", { href: `#/datasets/${dataset.id}` }, dataset.name),
        dataset.status,
        dataset.source_uri,
        String(stats[i].total),
        String(stats[i].successes),
        String(stats[i].failures),
        time(dataset.created_at),
      ]),
    ),
  );
}

async function showConversions(id) {
  const dataset = await json(`org/datasets/${id}`);
  place.replaceChildren(dataset.name);
  const query = new URLSearchParams({ limit: String(shownAtOnce), sort_by: "updated_at_descending" });
  const facts = el("p", {});
  const list = el("div", {});
  const more = el("button", { type: "button", hidden: true }, "More");
  const words = el("input", { type: "search", placeholder: "path or id", "aria-label": "Search" });
  const status = el(
    "select",
    { "aria-label": "Status" },
    ["", "queued", "in_progress", "success", "error_user", "error_unsupported", "error_internal", "canceled"].map(
      (value) => el("option", { value }, value || "any status"),
    ),
  );
  const files = el("input", { type: "file", multiple: true, "aria-label": "Files to upload" });
  let rows = [];
  let next = null;

  const load = async (token) => {
    const asked = new URLSearchParams(query);
    if (words.value.trim()) asked.set("q", words.value.trim());
    if (status.value) asked.set("filter", `status:${status.value}`);
    if (token) asked.set("page_token", token);
    const [page, stats] = await Promise.all([
      json(`org/datasets/${id}/conversions?${asked}`),
      json(`org/datasets/${id}/stats`),
    ]);
    rows = token ? [...rows, ...page.items] : page.items;
    next = page.next_page ?? null;
    more.hidden = next === null;
    const counts = Object.entries(stats.by_status).map(([key, n]) => `${n} ${key}`);
    facts.textContent = `${stats.total} files: ${counts.join(", ") || "none yet"}`;
    list.replaceChildren(
      table(
        [["file"], ["size", true], ["status"], ["phase"], ["similarity", true], ["what happened"]],
        rows.map((c) => [
          el("a", { href: `#/datasets/${id}/conversions/${c.id}` }, c.file_path),
          size(c.file_size),
          statusOf(c.status),
          c.phase,
          score(c.raw_kcl_similarity_score),
          c.status_message ?? "",
        ]),
      ),
    );
    return stats;
  };
  const reload = () => load().catch(report);
  const upload = async (event) => {
    event.preventDefault();
    const form = new FormData();
    for (const file of files.files) form.append("file", file, file.webkitRelativePath || file.name);
    await call(`org/datasets/${id}/uploads`, { method: "POST", body: form });
    files.value = "";
    await load();
  };
  words.addEventListener("change", reload);
  status.addEventListener("change", reload);
  more.addEventListener("click", () => load(next).catch(report));
  view.replaceChildren(
    el("h1", {}, dataset.name),
    dataset.last_sync_error ? el("p", { class: "error" }, dataset.last_sync_error) : "",
    facts,
    dataset.storage_provider === "zoo_managed"
      ? el("form", { onsubmit: (event) => upload(event).catch(report) }, files, el("button", {}, "Upload"))
      : "",
    el(
      "div",
      { class: "tools" },
      words,
      status,
      el(
        "a",
        { href: "#", onclick: (e) => download(e, `org/datasets/${id}/bulk-download/kcl`, `${dataset.name}.zip`) },
        "all KCL as ZIP",
      ),
    ),
    list,
    more,
  );
  await load();
  return watch(`x/datasets/${id}/events`, async () => {
    // Further pages that a reader has opened stay as they are.
    if (rows.length <= shownAtOnce) await load();
  });
}

async function showConversion(datasetId, id) {
  const base = `org/datasets/${datasetId}/conversions/${id}`;
  const dataset = await json(`org/datasets/${datasetId}`);
  const draw = async () => {
    const c = await json(base);
    // It comes with the first measurements: a file that was never read has none.
    const certificate = c.metadata?.["original.format"]
      ? await json(`x/datasets/${datasetId}/conversions/${id}/certificate`)
      : undefined;
    place.replaceChildren(el("a", { href: `#/datasets/${datasetId}` }, dataset.name), ` / ${c.file_path}`);
    const pictures = (title, images) =>
      images.length === 0
        ? []
        : [
            el("h2", {}, title),
            el(
              "div",
              { class: "pictures" },
              images.map(({ mime_type, data_base64 }, i) =>
                el("img", {
                  src: `data:${mime_type};base64,${data_base64}`,
                  alt: `${title}, view ${i + 1}`,
                  width: 240,
                  height: 240,
                }),
              ),
            ),
          ];
    const code = (title, text) => (text ? [el("h2", {}, title), el("pre", { tabindex: "0" }, text)] : []);
    view.replaceChildren(
      el("h1", {}, c.file_path),
      el("p", {}, statusOf(c.status), ` · ${c.phase} · ${size(c.file_size)} · ${time(c.updated_at)}`),
      el("p", {}, c.status_message ?? ""),
      el(
        "p",
        {},
        `raw against original: ${score(c.raw_kcl_similarity_score) || "-"} · salon against raw: ${score(c.salon_kcl_similarity_score) || "-"}`,
      ),
      el(
        "p",
        {},
        el(
          "a",
          { href: "#", onclick: (e) => download(e, `${base}/original`, c.file_path.split("/").at(-1)) },
          "the original file",
        ),
      ),
      ...pictures("Original", c.original_snapshot_images),
      ...pictures("Raw KCL", c.raw_kcl_snapshot_images),
      ...pictures("Salon KCL", c.salon_kcl_snapshot_images),
      ...(c.manual_kcl_override_active ? code("KCL written by hand", c.manual_kcl_override) : []),
      ...code("Salon KCL", c.salon_kcl_output),
      ...code("Raw KCL", c.raw_kcl_output),
      ...(certificate ? code("Certificate", JSON.stringify(certificate, null, 2)) : []),
      ...(c.metadata
        ? [
            el("h2", {}, "Metadata"),
            table(
              [["key"], ["value"]],
              Object.entries(c.metadata)
                .sort()
                .map(([key, value]) => [key, value]),
            ),
          ]
        : []),
    );
    return c;
  };
  await draw();
  return watch(`x/datasets/${datasetId}/conversions/${id}/events`, draw);
}

/** Saves what needs a token to be read. */
async function download(event, path, name) {
  event.preventDefault();
  try {
    const url = URL.createObjectURL(await (await call(path)).blob());
    el("a", { href: url, download: name }).click();
    URL.revokeObjectURL(url);
  } catch (error) {
    report(error);
  }
}

/** Calls `draw` when the server tells of a change; returns how to stop. EventSource cannot send a token, so the stream is read by hand. */
function watch(path, draw) {
  const stop = new AbortController();
  let waiting;
  const soon = () => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      if (!stop.signal.aborted) draw().catch(report);
    }, drawMs);
  };
  const listen = async () => {
    let last;
    while (!stop.signal.aborted) {
      try {
        const headers = last === undefined ? {} : { "last-event-id": last };
        const { body } = await call(path, { headers, signal: stop.signal });
        const reader = body.pipeThrough(new TextDecoderStream()).getReader();
        for (let rest = ""; ; ) {
          const { value, done } = await reader.read();
          if (done) break;
          const events = (rest + value).split("\n\n");
          rest = events.pop();
          for (const event of events) {
            const id = /^id: (.*)$/m.exec(event)?.[1];
            if (id === undefined) continue;
            last = id;
            soon();
          }
        }
      } catch (error) {
        if (error.status === 404) return;
      }
      if (!stop.signal.aborted) await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  };
  listen();
  return () => {
    stop.abort();
    clearTimeout(waiting);
  };
}

function report(error) {
  view.querySelector("[role=alert]")?.remove();
  view.prepend(el("p", { class: "error", role: "alert" }, error.message));
}

let shown = 0;

async function show() {
  stopLast();
  stopLast = () => {};
  const mine = ++shown;
  if (!localStorage.getItem(tokenKey)) return askForToken();
  leave.hidden = false;
  const [, dataset, conversion] = /^#\/datasets\/([\w-]+)(?:\/conversions\/([\w-]+))?$/.exec(location.hash) ?? [];
  try {
    const stop = conversion
      ? await showConversion(dataset, conversion)
      : dataset
        ? await showConversions(dataset)
        : await showDatasets();
    // The reader may have gone on meanwhile.
    if (stop && mine === shown) stopLast = stop;
    else stop?.();
  } catch (error) {
    if (localStorage.getItem(tokenKey)) view.replaceChildren(el("p", { class: "error", role: "alert" }, error.message));
  }
}

leave.addEventListener("click", () => {
  localStorage.removeItem(tokenKey);
  askForToken();
});
addEventListener("hashchange", show);
show();
