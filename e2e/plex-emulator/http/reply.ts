/** A finished answer; faults may still bend it before it is sent. */
export interface Reply {
  status: number;
  type: string;
  body: string | Buffer;
  headers?: Record<string, string>;
}

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

export const statusTitle = (status: number): string => TITLES[status] ?? 'Error';

/** A media server answers errors in HTML, whatever Accept says. */
export function htmlError(status: number): Reply {
  const title = statusTitle(status);
  return {
    status,
    type: 'text/html',
    body: `<html><head><title>${title}</title></head><body><h1>${status} ${title}</h1></body></html>`,
  };
}

/** Successful actions answer nothing at all, as text/html. */
export const emptyOk = (): Reply => ({ status: 200, type: 'text/html', body: '' });

export const jsonReply = (value: unknown, status = 200): Reply => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

export const xmlReply = (body: string, status = 200): Reply => ({
  status,
  type: 'application/xml; charset=utf-8',
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});
