// Work on a list, so many items at a time.

/** Calls `work` with each item, `jobs` of them at a time, in their order. */
export async function eachOf<T>(items: Iterable<T>, jobs: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: jobs }, worker));
}
