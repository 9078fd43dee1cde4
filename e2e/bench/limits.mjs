// What the figures must hold, from the project's own promises; `judge` says of each whether it does.

/** Items per second of the common Python client's walk over a library, measured on two shared cores. */
const PYTHON_WALK_PER_SECOND = 650;
const MEMORY_FLAT = 0.15;

const at = (sizes, movies) => sizes.find((size) => size.movies === movies);
const atMost = (figure, value, limit) => ({ figure, value, limit: `<= ${limit}`, holds: value <= limit });
const atLeast = (figure, value, limit) => ({ figure, value, limit: `>= ${limit}`, holds: value >= limit });

function judgeInsights({ movies, insights }) {
  return Object.entries(insights.readsP95Ms).map(([name, ms]) => atMost(`${movies}: ${name} at p95, ms`, ms, 300));
}

function judgeSize({ movies, sync, incremental }) {
  // What a run costs whatever its size would be most of these figures of a small library, whose sync takes a second.
  const rates =
    movies < 100_000
      ? []
      : [
          atMost(`${movies}: full sync / (fetch + COPY)`, sync.firstSync.ratio, movies > 100_000 ? 2.5 : 3),
          atMost(`${movies}: second full sync / fetch`, sync.secondSync.ratio, 1.5),
          atLeast(`${movies}: items per second`, sync.firstSync.itemsPerSecond, 10 * PYTHON_WALK_PER_SECOND),
          atMost(`${movies}: p95 of a listing during the sync, ms`, sync.listingDuringSync.p95Ms, 50),
        ];
  return [
    ...rates,
    atMost(`${movies}: rows written by the second full sync`, sync.secondSync.libraryRowsWritten, 0),
    atMost(`${movies}: memory of the API during syncs, MB`, sync.apiPeakRssMb, 300),
    atMost(`${movies}: requests for ten changes`, incremental.requests, 20),
    atMost(`${movies}: time for ten changes, ms`, incremental.ms, 2000),
  ];
}

function judgeListings({ items, web }) {
  const listings = Object.entries(items).flatMap(([name, { oneConnection, twentyConnections }]) => [
    atMost(`${name} listing above its SQL at p95, ms`, oneConnection.aboveSqlMs, 5),
    atLeast(`${name} listing / bare server, requests per second`, twentyConnections.ratio, 0.5),
  ]);
  return [
    ...listings,
    atMost('initial transfer of the portal, kB', web.initialTransferKb, 130),
    atMost('frames over 50 ms while scrolling', web.scroll.over50Ms, 0),
  ];
}

/** How cost grows from the smaller size to the larger one. */
function judgeGrowth(smallest, middle, largest) {
  const growth = largest.sync.apiPeakRssMb / middle.sync.apiPeakRssMb - 1;
  return [
    atMost('memory at 1,000,000 above that at 100,000, share', Number(growth.toFixed(2)), MEMORY_FLAT),
    atMost(
      'p99 of a listing at 1,000,000 / at 10,000, 50 connections',
      Number((largest.listing.p99Ms / smallest.listing.p99Ms).toFixed(2)),
      3,
    ),
  ];
}

function judgeHistory({ rowsPerSecond, statistics90DaysP95Ms }) {
  return [
    atLeast('plays imported per second', rowsPerSecond, 20_000),
    atMost('statistics of 90 days among 1,000,000 plays, p95, ms', statistics90DaysP95Ms, 100),
  ];
}

/** @returns {{ figure: string, value: number, limit: string, holds: boolean }[]} */
export function judge({ sizes, history }) {
  const [smallest, middle, largest] = [10_000, 100_000, 1_000_000].map((movies) => at(sizes, movies));
  return [
    ...sizes.flatMap(judgeSize),
    ...sizes.flatMap(judgeInsights),
    ...sizes.filter(({ items }) => items).flatMap(judgeListings),
    ...(history ? judgeHistory(history) : []),
    ...(smallest && middle && largest ? judgeGrowth(smallest, middle, largest) : []),
  ];
}
