/** Counts and times of requests, in the text format of Prometheus (prometheus.io/docs/instrumenting/exposition_formats). */
import { at } from "@unbake/ground";

/** Upper bounds of the histogram, seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

interface Series {
  readonly labels: string;
  readonly buckets: number[];
  seconds: number;
  count: number;
}

export interface RequestMetrics {
  /** `route` is the pattern, never the address: ids would make a series each. */
  observe(method: string, route: string, status: number, seconds: number): void;
  text(): string;
}

/** Measurements of this process since it started. */
export function createRequestMetrics(): RequestMetrics {
  const all = new Map<string, Series>();
  return {
    observe(method, route, status, seconds) {
      const labels = `method="${method}",route="${route}",status="${status}"`;
      const series = all.get(labels) ?? { labels, buckets: bounds.map(() => 0), seconds: 0, count: 0 };
      all.set(labels, series);
      series.seconds += seconds;
      series.count += 1;
      bounds.forEach((bound, i) => {
        if (seconds <= bound) series.buckets[i] = at(series.buckets, i) + 1;
      });
    },
    text() {
      const lines = [
        "# HELP unbake_http_request_seconds Time to answer.",
        "# TYPE unbake_http_request_seconds histogram",
      ];
      for (const { labels, buckets, seconds, count } of all.values()) {
        bounds.forEach((bound, i) => {
          lines.push(`unbake_http_request_seconds_bucket{${labels},le="${bound}"} ${buckets[i]}`);
        });
        lines.push(`unbake_http_request_seconds_bucket{${labels},le="+Inf"} ${count}`);
        lines.push(`unbake_http_request_seconds_sum{${labels}} ${seconds}`);
        lines.push(`unbake_http_request_seconds_count{${labels}} ${count}`);
      }
      const memory = process.memoryUsage();
      lines.push("# HELP process_resident_memory_bytes Memory of the API process.");
      lines.push("# TYPE process_resident_memory_bytes gauge", `process_resident_memory_bytes ${memory.rss}`);
      return `${lines.join("\n")}\n`;
    },
  };
}
