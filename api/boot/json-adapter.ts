import { StreamableFile } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import express, {
  type ErrorRequestHandler,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';

/**
 * Nearly every answer is a JSON object of ours. Written as text at once it leaves in one piece with its
 * headers; Express would parse the content type again and copy the body into a buffer first. Answers are
 * for one caller at one moment: no proxy and no browser keeps them unless the route says how long.
 */
export class JsonAdapter extends ExpressAdapter {
  /** Called before an error is answered that came from no route. What it throws is answered in its place. */
  beforeRefusal: (request: Request, response: Response) => Promise<void> = () => Promise.resolve();

  constructor() {
    // Guards tell the API by its path: /API/v1 must not be another way in, past the throttle. Nest's
    // own constructor makes the router, so this cannot be set any later.
    super(express().enable('case sensitive routing'));
  }

  /** For what no route has matched. */
  override setNotFoundHandler(handler: RequestHandler): unknown {
    return this.use((request: Request, response: Response, next: NextFunction) => {
      this.beforeRefusal(request, response).then(() => handler(request, response, next), next);
    });
  }

  /** For what went wrong before the routes, or in finding one: errors of a route are answered beside it. */
  override setErrorHandler(handler: ErrorRequestHandler): unknown {
    return this.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
      const answer = (told: unknown) => void handler(told, request, response, next);
      this.beforeRefusal(request, response).then(() => answer(error), answer);
    });
  }

  override reply(response: Response, body: unknown, statusCode?: number): unknown {
    // It took too long and was answered so.
    if (response.writableEnded) return response;
    if (typeof body !== 'object' || body === null || body instanceof StreamableFile || response.headersSent) {
      return super.reply(response, body, statusCode);
    }
    if (statusCode) response.statusCode = statusCode;
    const text = JSON.stringify(body);
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Length', Buffer.byteLength(text));
    return response.end(text);
  }
}
