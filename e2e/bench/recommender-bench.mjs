#!/usr/bin/env node
// `npm run bench:recommender -- <folder>`: how well the recommender guesses what people watched last, on ratings in the
// layout of MovieLens 100k (`u.data`, `u.item`), against popularity and item-kNN on the same split. Without a
// folder the ratings are invented, by people with tastes, and say nothing about real ones. Ends with 1 where the
// recommender is not good enough, with 2 where the folder holds no such ratings.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inventRatings } from './invented-ratings.mjs';
import { GENRES, readRatings, UnfitRatings } from './rating-files.mjs';
import { itemKnn, popularity } from './recommender-baselines.mjs';

const LENGTH = 10;
const NOTHING_TO_MEASURE = 2;

async function engine(films, cases) {
  const { TitleIndexBuilder, coWatching, lately, recommend, weightOf } = createRequire(import.meta.url)(
    '../../dist/server/api/ai/recommender/engine/index.js',
  );
  const builder = new TitleIndexBuilder();
  for (const [id, { year, genres }] of films) builder.add(factsOf(id, year, genres));
  const index = await builder.build();
  const workOf = (film) => index.works[index.row(film)];
  const pairs = cases.flatMap(({ person, history }) => history.map(({ film }) => [person, workOf(film)]));
  const others = await coWatching(pairs, index, 0);
  return async ({ person, history }) => {
    const now = history.at(-1).at;
    const rows = new Map(
      history.toReversed().map(({ film, at }, rank) => {
        const watched = { finished: 1, partial: 0, lastAt: at, userRating: null, type: 'movie' };
        return [index.row(film), weightOf(watched, now) * lately(rank)];
      }),
    );
    const excludedWorks = new Set(history.map(({ film }) => workOf(film)));
    const everything = Uint8Array.of(1);
    const wish = { count: LENGTH, sections: everything, types: everything, seed: 0 };
    const { picks } = await recommend(index, others, { accountId: person, rows, excludedWorks }, wish);
    return picks.map(({ row }) => String(index.ids[row]));
  };
}

function factsOf(id, year, genres) {
  const nothing = {
    directors: [],
    actors: [],
    countries: [],
    collections: [],
    studio: null,
    contentRating: null,
    summary: null,
  };
  return {
    id,
    works: [id],
    sectionId: 'films',
    type: 'movie',
    year,
    rating: null,
    addedAt: 0,
    available: true,
    genres,
    ...nothing,
  };
}

async function measure(cases, listOf) {
  let hits = 0;
  let gain = 0;
  const times = [];
  for (const each of cases) {
    const startedAt = performance.now();
    const list = await listOf(each);
    times.push(performance.now() - startedAt);
    const place = list.slice(0, LENGTH).indexOf(each.last.film);
    if (place === -1) continue;
    hits++;
    gain += 1 / Math.log2(place + 2);
  }
  times.sort((a, b) => a - b);
  return { hitRate: hits / cases.length, ndcg: gain / cases.length, p95Ms: times[Math.floor(times.length * 0.95)] };
}

/** @returns what is to be measured; null where the folder is unfit, which is said */
function ratingsOf(given) {
  try {
    if (given) return readRatings(given);
    const folder = mkdtempSync(join(tmpdir(), 'smartplex-ratings-'));
    for (const [name, text] of Object.entries(inventRatings(GENRES))) writeFileSync(join(folder, name), text);
    const ratings = readRatings(folder);
    rmSync(folder, { recursive: true });
    return ratings;
  } catch (error) {
    if (!(error instanceof UnfitRatings)) throw error;
    console.error(error.message);
    return null;
  }
}

const [given] = process.argv.slice(2);
const ratings = ratingsOf(given);
if (ratings === null) process.exit(NOTHING_TO_MEASURE);
const { films, cases } = ratings;
const smartplex = await measure(cases, await engine(films, cases));
const popular = await measure(cases, popularity(cases));
const knn = await measure(cases, itemKnn(cases));
console.log(
  JSON.stringify({
    ratings: given ? 'given' : 'invented',
    people: cases.length,
    titles: films.size,
    smartplex,
    popularity: popular,
    itemKnn: knn,
    ndcgToPopularity: smartplex.ndcg / popular.ndcg,
    ndcgToItemKnn: smartplex.ndcg / knn.ndcg,
  }),
);
process.exit(smartplex.ndcg >= 1.5 * popular.ndcg && smartplex.ndcg >= knn.ndcg ? 0 : 1);
