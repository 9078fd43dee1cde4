import ipaddr from 'ipaddr.js';
import type { NextFunction, Request, Response } from 'express';

/** "[2001:db8::1]:4711" or "203.0.113.5:4711". */
const WITH_PORT = [/^\[([^\]]+)\](?::\d+|)$/, /^([\d.]+):\d+$/];

/**
 * Lets `request.ip` be an address and nothing else: limits count by it, and logs and lists of sessions show it. What a
 * trusted proxy forwards may have a port behind it, or be whatever somebody wrote; then it is the proxy's own.
 */
export function callerAddress(request: Request, _: Response, next: NextFunction): void {
  const address = addressIn(request.ip) ?? request.socket.remoteAddress;
  Object.defineProperty(request, 'ip', { value: address, configurable: true });
  next();
}

function addressIn(said = ''): string | undefined {
  const bare = WITH_PORT.map((pattern) => pattern.exec(said)?.[1]).find((address) => address !== undefined) ?? said;
  return ipaddr.isValid(bare) && /^[\da-f.:]+$/i.test(bare) ? bare : undefined;
}
