// Asks as a browser does, and hears an answer to its end.

const LONGEST_MS = 60_000;

/** @returns what was heard: events by name, and the text put together */
export async function ask(caller, conversation, text) {
  const response = await fetch(`${caller.origin}/api/v1/ai/conversations/${conversation}/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: [...caller.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'x-xsrf-token': decodeURIComponent(caller.cookies.get('XSRF-TOKEN') ?? ''),
    },
    body: JSON.stringify({ text }),
    signal: AbortSignal.timeout(LONGEST_MS),
  });
  const raw = await response.text();
  if (response.status !== 200) return { ...NOTHING, fault: `${response.status} ${JSON.parse(raw).code}` };
  const events = raw.split('\n\n').flatMap((frame) => {
    const [, name, data] = /^event: (\S+)\ndata: (.*)$/s.exec(frame) ?? [];
    return name ? [{ name, data: JSON.parse(data) }] : [];
  });
  const all = (name) => events.filter((event) => event.name === name).map(({ data }) => data);
  const [error] = all('error');
  return {
    steps: all('tool'),
    text: all('text')
      .map(({ delta }) => delta)
      .join('')
      .trim(),
    items: all('items').flatMap(({ items }) => items),
    figures: all('figure'),
    notices: all('notice'),
    fault: error ? error.code : events.at(-1)?.name === 'done' ? null : 'the stream was cut',
  };
}

const NOTHING = { steps: [], text: '', items: [], figures: [], notices: [] };

export async function converse(caller) {
  return (await caller.post('/api/v1/ai/conversations')).id;
}
