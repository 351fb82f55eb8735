// What must hold after any number of kills, checked on the ledger.
// - epoch: the time from a claim to whatever ended it; its holder is the process that claimed.

const working = "in_progress";
const waiting = "queued";
const lastWorkingPhase = 9;
/** A kill is seen by the ledger a little later than by who killed: a statement that was under way may still have been done. */
const slackMs = 1000;

/**
 * Checks the ledger against what was done to the processes: `blows` are { kind, pid, at } of kills and freezes (with `until`), `ready` the
 * times { from, to } in which a worker could take conversions. Returns violations, epochs that were cut off, and the times until they went on.
 */
export function checkLedger({ changes, artefacts }, blows, ready, { leaseMs, graceMs }) {
  const violations = [];
  const interrupted = [];
  let givenBack = 0;
  const writes = new Map();
  for (const [conversion, lines] of changes) {
    const say = (what, line) =>
      violations.push(`${conversion}: ${what}${line ? ` (line ${line.n}, ${line.who})` : ""}`);
    const { cut, txs, back } = walk(lines, say);
    givenBack += back;
    writes.set(conversion, txs);
    for (const epoch of cut) {
      const blow = blowFor(epoch, blows);
      if (!blow) {
        say("lost its lease although its worker lived", epoch.end);
        continue;
      }
      if (!epoch.next) {
        say("did not go on after its worker was killed", epoch.end);
        continue;
      }
      // Nothing can go on while the database is away: the time runs from the last thing that was done to what it needs.
      const from = Math.max(
        blow.at,
        ...blows
          .filter(({ kind, at }) => kind === "database" && at > blow.at && at < epoch.next.at)
          .map(({ at }) => at),
      );
      const rawMs = epoch.next.at - from;
      // Nothing goes on either while every worker is dead and the next one has not started yet.
      const resumeMs = covered(ready, from, epoch.next.at);
      interrupted.push({ conversion, phase: epoch.phase, kind: blow.kind, blow, rawMs, resumeMs });
      if (resumeMs > leaseMs + graceMs) say(`went on only ${Math.round(resumeMs)} ms after the kill`, epoch.next);
    }
  }
  for (const line of artefacts) {
    const owner = writes.get(line.conversion)?.get(line.tx);
    if (owner !== line.who)
      violations.push(
        `${line.conversion}: ${line.artefact} was written without the fence (line ${line.n}, ${line.who})`,
      );
  }
  return { violations, interrupted, givenBack };
}

/** How much of the time from `from` to `to` lies in at least one of the intervals, ms. */
function covered(intervals, from, to) {
  let sum = 0;
  let at = from;
  for (const one of [...intervals].sort((a, b) => a.from - b.from)) {
    const [begin, end] = [Math.max(at, one.from), Math.min(to, one.to)];
    if (end <= begin) continue;
    sum += end - begin;
    at = end;
  }
  return sum;
}

/** Follows one conversion. Returns its epochs that others had to end, and which transactions its holders wrote. */
function walk(lines, say) {
  const cut = [];
  const txs = new Map();
  const finished = new Map();
  let back = 0;
  let epoch;
  let last;
  for (const line of lines) {
    const { was, is_now: now } = line;
    if (last && JSON.stringify(last) !== JSON.stringify(was)) say("a change is missing in the ledger", line);
    last = now;
    if (now.done < was.done) say(`a finished phase was lost: ${was.done} became ${now.done}`, line);
    if (was.status === waiting && now.status === working) {
      const previous = cut.at(-1);
      if (previous && !previous.next) previous.next = line;
      if (now.attempts !== was.attempts + 1) say("a claim was not counted once", line);
      if (now.token === was.token) say("a claim has the token of an earlier one", line);
      if (now.phase !== Math.min(was.done + 1, lastWorkingPhase))
        say("an attempt did not begin after the last finished phase", line);
      epoch = { claim: line, pid: line.pid, who: line.who, token: now.token, phase: now.phase };
    } else if (was.status === working && now.status === working) {
      if (line.who !== epoch?.who || now.token !== epoch?.token) say("a stale worker wrote", line);
      if (now.done !== was.done) {
        if (now.done !== was.done + 1) say(`phase ${was.done + 1} was skipped`, line);
        finished.set(now.done, (finished.get(now.done) ?? 0) + 1);
        if (finished.get(now.done) > 1) say(`phase ${now.done} was finished twice`, line);
        if (now.attempts !== 1) say("a finished phase did not begin a new count", line);
      }
      epoch.phase = now.phase;
      txs.set(line.tx, line.who);
    } else if (was.status === working) {
      const own = line.who === epoch?.who;
      if (now.status === waiting && own) {
        // Given back: by a worker that drains, or one that lost database, disk or bucket; none of it is the file's fault.
        back++;
        if (now.attempts !== was.attempts - 1) say("an attempt was charged that was nobody's fault", line);
      } else if (now.status === waiting) {
        if (now.attempts !== was.attempts) say("a lost lease changed the count", line);
        cut.push({ ...epoch, end: line });
      } else if (!own) say(`was ended as ${now.status} by another process`, line);
      if (now.token === was.token) say("the token outlived its attempt", line);
      txs.set(line.tx, line.who);
      epoch = undefined;
    } else if (was.status === waiting && now.status === waiting) {
      if (now.attempts !== was.attempts || now.done !== was.done) say("changed while it waited", line);
    } else say(`was ${was.status} and became ${now.status}`, line);
  }
  if (!last || last.status === waiting || last.status === working) say(`has not ended: ${JSON.stringify(last)}`);
  return { cut, txs, back };
}

/** What was done to the holder of an epoch, the first after its claim. */
function blowFor({ pid, claim, end }, blows) {
  return blows.find((blow) => blow.pid === pid && blow.at > claim.at - slackMs && blow.at < end.at);
}

/** Rows, artefacts, blobs, counters and bytes at the end: `files` are { name, status }, `objects` maps sha256 to whether the bytes are right. */
export async function checkEnd({ ask }, files, objects) {
  const violations = [];
  const rows = await ask("SELECT id, file_path, status, phase, checkpoint_phase FROM conversions");
  const wanted = new Map(files.map(({ name, status }) => [name, status]));
  for (const { file_path: name, status, phase } of rows) {
    if (wanted.get(name) !== status) violations.push(`${name} ended as ${status} instead of ${wanted.get(name)}`);
    if (status === "success" && phase !== 10) violations.push(`${name} is a success in phase ${phase}`);
    wanted.delete(name);
  }
  for (const name of wanted.keys()) violations.push(`${name} has no conversion`);

  const artefacts = await ask(`SELECT c.file_path, c.status, array_agg(a.kind ORDER BY a.kind) AS kinds
    FROM conversions c JOIN artefacts a ON a.conversion_id = c.id GROUP BY c.id`);
  const complete = artefacts.filter(({ status }) => status === "success");
  const kinds = new Set(complete.flatMap((row) => row.kinds));
  for (const row of complete) {
    const missing = [...kinds].filter((kind) => !row.kinds.includes(kind));
    if (missing.length > 0) violations.push(`${row.file_path} lost its artefacts ${missing.join(", ")}`);
  }
  const succeeded = files.filter(({ status }) => status === "success").length;
  if (complete.length !== succeeded) violations.push(`${complete.length} of ${succeeded} successes have artefacts`);

  const referred =
    await ask(`SELECT sha256 FROM artefacts UNION SELECT file_sha256 FROM conversions WHERE file_sha256 IS NOT NULL
    UNION SELECT sha256 FROM dataset_files WHERE sha256 IS NOT NULL`);
  for (const { sha256 } of referred) {
    if (objects.get(sha256) !== true)
      violations.push(`the bytes of ${sha256} are ${objects.has(sha256) ? "damaged" : "lost"}`);
  }
  const known = new Set(referred.map(({ sha256 }) => sha256));
  for (const sha256 of objects.keys())
    if (!known.has(sha256)) violations.push(`nothing refers to the bytes of ${sha256}`);

  const [left] = await ask(`SELECT (SELECT count(*) FROM leases)::int AS leases,
    (SELECT count(*) FROM graphile_worker.jobs WHERE key IS NOT NULL AND locked_at IS NULL)::int AS jobs,
    (SELECT count(*) FROM conversions c WHERE status = 'success' AND NOT EXISTS
       (SELECT FROM search_chunks s WHERE s.conversion_id = c.id))::int AS unindexed`);
  for (const [what, count] of Object.entries(left)) if (count > 0) violations.push(`${count} ${what} are left`);
  const counted = await ask(
    `SELECT status, sum(n)::int AS n FROM conversion_counts GROUP BY status HAVING sum(n) <> 0`,
  );
  for (const { status, n } of counted) {
    const real = rows.filter((row) => row.status === status).length;
    if (real !== n) violations.push(`the counter of ${status} says ${n}, there are ${real}`);
  }
  return { violations, rows, kinds: kinds.size, blobs: known.size };
}
