/** A signed-in caller of `ApiClient`, as headers that a load sends again and again. */
export function callerOf(client, id) {
  const headers = {
    cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    'x-xsrf-token': decodeURIComponent(client.cookies.get('XSRF-TOKEN') ?? ''),
  };
  const ask = async (path, { method = 'GET', body, withinMs = 35_000 } = {}) => {
    const response = await fetch(`${client.origin}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(withinMs),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return { id, headers, ask, client };
}
