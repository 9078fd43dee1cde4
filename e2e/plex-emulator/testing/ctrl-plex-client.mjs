// Walks through the emulator with @ctrl/plex, a client that was written against real servers.
// Its plex.tv addresses are fixed, so they are bent here. Prints one line of JSON.
const { plexTv, token } = JSON.parse(process.argv[2]);
const original = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const bend = (url) => url.replace(/^https:\/\/(?:clients\.)?plex\.tv/, plexTv);
  return typeof input === 'string' || input instanceof URL
    ? original(bend(String(input)), init)
    : original(new Request(bend(input.url), input), init);
};
const { MyPlexAccount } = await import('@ctrl/plex');

const account = await new MyPlexAccount(null, '', '', token).connect();
const resources = await account.resources();
const resource = resources.find(({ provides }) => provides === 'server');
const server = await resource.connect(null, 3000);
const library = await server.library();
const sections = await library.sections();
const [films, series, music] = sections;
const movies = await films.all();
const shows = await series.all();
const seasons = await shows[0].seasons();
const episodes = await shows[0].episodes();
const detail = await server
  .library()
  .then((all) => all.fetchItem?.(1) ?? null)
  .catch(() => null);
const history = await server.history(50);
const found = await films.search({ title: movies[0].title });
const sessions = await server.query('/status/sessions');

console.log(
  JSON.stringify({
    username: account.username,
    email: account.email,
    resources: resources.map(({ name, owned }) => ({ name, owned })),
    machineIdentifier: server.machineIdentifier,
    friendlyName: server.friendlyName,
    sections: sections.map(({ title, type, key }) => ({ title, type, key })),
    movies: movies.length,
    firstMovie: {
      title: movies[0].title,
      year: movies[0].year,
      guid: movies[0].guid,
      file: movies[0].media?.[0]?.parts?.[0]?.file,
    },
    shows: shows.length,
    seasons: seasons.map(({ title }) => title),
    episodes: episodes.length,
    leafCount: shows[0].leafCount,
    music: music.type,
    history: history.length,
    historyTitle: history[0]?.title,
    found: found.map(({ title }) => title),
    sessions: sessions.MediaContainer.size,
    detail: detail === null,
  }),
);
