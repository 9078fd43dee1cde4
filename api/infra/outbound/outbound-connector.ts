import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import { AddressDeniedError } from './address-denied.error';
import type { OutboundPolicy } from './outbound-policy';

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

export interface ConnectorOptions {
  policy: OutboundPolicy;
  timeoutMs: number;
}

/**
 * Connects only where the policy allows. Literal addresses are checked as they are; for names the check
 * sits in the lookup of this very connection, so what is checked is what is connected to.
 */
export function outboundConnector({ policy, timeoutMs }: ConnectorOptions): buildConnector.connector {
  const connectors = new Map<number, buildConnector.connector>();
  const connectorFor = (port: number) => {
    const known = connectors.get(port);
    const connector =
      known ?? buildConnector({ timeout: timeoutMs, keepAlive: true, lookup: checkedLookup(policy, port) });
    if (!known) connectors.set(port, connector);
    return connector;
  };
  return (options, callback) => {
    const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80));
    const host = options.hostname.replace(/^\[|\]$/g, '');
    const connect = connectorFor(port);
    if (isIP(host) === 0) return connect(options, callback);
    policy.allows(host, port).then(
      (allowed) => (allowed ? connect(options, callback) : callback(new AddressDeniedError(), null)),
      (error: Error) => callback(error, null),
    );
  };
}

function checkedLookup(policy: OutboundPolicy, port: number) {
  return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    dnsLookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      allowedOf(policy, found, port).then(
        (allowed) => {
          if (allowed.length === 0) callback(new AddressDeniedError(), []);
          else if (options.all) callback(null, allowed);
          else callback(null, allowed[0].address, allowed[0].family);
        },
        (failure: Error) => callback(failure, []),
      );
    });
  };
}

async function allowedOf(policy: OutboundPolicy, found: LookupAddress[], port: number): Promise<LookupAddress[]> {
  const verdicts = await Promise.all(found.map(({ address }) => policy.allows(address, port)));
  return found.filter((_, i) => verdicts[i]);
}
