import { json, page, startScriptedServer } from '../../plex/testing/scripted-server';
import { createServerClient } from '../../plex/testing/test-clients';
import { ViewsReader } from './views-reader';

it('asks a server that does not know the filter of ratings for one page only, and believes none of it', async () => {
  const server = await startScriptedServer((_, response) => json(response, page(rows, { totalSize: 90_000 })));
  const client = createServerClient(server.url);
  const reader = new ViewsReader(client, { token: 'of-a-person', sectionKey: '1' }, new AbortController().signal);
  expect(await reader.rated('movie')).toEqual([]);
  expect(server.seen).toHaveLength(1);
  await client.close();
  await server.close();
});

const rows = Array.from({ length: 1_000 }, (_, i) => ({
  ratingKey: String(i),
  type: 'movie',
  title: `Film ${i}`,
  ...(i === 0 ? { userRating: 8 } : {}),
}));
