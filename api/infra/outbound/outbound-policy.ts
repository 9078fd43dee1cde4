import { lookup } from 'node:dns/promises';
import type { Server } from 'node:http';
import { networkInterfaces } from 'node:os';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import ipaddr from 'ipaddr.js';
import { AppConfig } from '../config';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Nothing that an administrator means: link-local (cloud metadata among it), other metadata, unspecified, multicast, broadcast. */
const ALWAYS_DENIED = [
  '0.0.0.0/8',
  '169.254.0.0/16',
  '100.100.100.200/32',
  '192.0.0.192/32',
  '224.0.0.0/4',
  '255.255.255.255/32',
  '::/128',
  'fe80::/10',
  'fd00:ec2::254/128',
  'ff00::/8',
];

/** IPv6 ranges that carry an IPv4 address, and the byte at which it starts. */
const EMBEDDED_IPV4: readonly [string, number][] = [
  ['64:ff9b::/96', 12],
  // Translation within a network: RFC 8215 and RFC 2765.
  ['64:ff9b:1::/48', 12],
  ['::ffff:0:0:0/96', 12],
  ['2002::/16', 2],
  ['::/96', 12],
];

const RESOLVED_FOR_MS = 60_000;

interface Service {
  host: string;
  port: number;
}

/**
 * Which addresses may be called on an administrator's word. Asked with the address that is about to be
 * connected to, never with a name, so that a name which changes its answer gains nothing.
 */
@Injectable()
export class OutboundPolicy {
  private readonly denied: Range[];
  private readonly allowed: Range[];
  private readonly services: Service[];
  private readonly configuredPort: number;
  private resolved: { at: number; services: Map<string, Set<number>> } | null = null;

  constructor(
    config: AppConfig,
    private readonly adapterHost?: HttpAdapterHost,
  ) {
    this.denied = [...ALWAYS_DENIED, ...config.outbound.deny].map(toRange);
    this.allowed = config.outbound.allow.map(toRange);
    this.services = [service(config.databaseUrl, 5432), service(config.redisUrl, 6379)].filter((s) => s !== null);
    this.configuredPort = config.http.port;
  }

  /** May this address be called at this port? */
  async allows(address: string, port: number): Promise<boolean> {
    if (!ipaddr.isValid(withoutZone(address))) return false;
    const forms = formsOf(address);
    if (await this.isOwnService(forms, port)) return false;
    const inside = (ranges: Range[]) => forms.some((form) => ranges.some((range) => contains(range, form)));
    return !inside(this.denied) || inside(this.allowed);
  }

  /**
   * To say so at once where an address is chosen: `denied` when no address that its host has now may be called,
   * `unknown` when it has none. What counts is asked again whenever something connects.
   */
  async judge(url: string): Promise<'allowed' | 'denied' | 'unknown'> {
    const target = service(url, new URL(url).protocol === 'https:' ? 443 : 80);
    const addresses = target ? await addressesOf(target.host) : [];
    const allowed = await Promise.all(addresses.map((address) => this.allows(address, target!.port)));
    if (allowed.length === 0) return 'unknown';
    return allowed.includes(true) ? 'allowed' : 'denied';
  }

  private async isOwnService(forms: readonly (ipaddr.IPv4 | ipaddr.IPv6)[], port: number): Promise<boolean> {
    if (port === this.httpPort() && forms.some(isOwnAddress)) return true;
    if (!this.services.some((own) => own.port === port)) return false;
    const addresses = await this.serviceAddresses();
    return forms.some((form) => {
      if (addresses.get(form.toString())?.has(port)) return true;
      // A service reached by loopback is the same service by any other address of this machine.
      return (
        isOwnAddress(form) &&
        [...addresses].some(([text, ports]) => ports.has(port) && isOwnAddress(ipaddr.parse(text)))
      );
    });
  }

  /** The port that is really listened on: settings may say 0. */
  private httpPort(): number {
    const server = this.adapterHost?.httpAdapter?.getHttpServer() as Server | undefined;
    const address = server?.listening ? server.address() : null;
    return typeof address === 'object' && address !== null ? address.port : this.configuredPort;
  }

  private async serviceAddresses(): Promise<Map<string, Set<number>>> {
    if (this.resolved && Date.now() - this.resolved.at < RESOLVED_FOR_MS) return this.resolved.services;
    const services = new Map<string, Set<number>>();
    for (const { host, port } of this.services) {
      for (const address of await addressesOf(host)) {
        const key = ipaddr.process(address).toString();
        services.set(key, (services.get(key) ?? new Set()).add(port));
      }
    }
    this.resolved = { at: Date.now(), services };
    return services;
  }
}

async function addressesOf(host: string): Promise<string[]> {
  if (ipaddr.isValid(host)) return [host];
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.map(({ address }) => withoutZone(address));
}

function service(url: string | undefined, defaultPort: number): Service | null {
  if (!url || !URL.canParse(url)) return null;
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === '' ? null : { host, port: port === '' ? defaultPort : Number(port) };
}

function withoutZone(address: string): string {
  return address.split('%', 1)[0];
}

/** The address itself and, where it carries one, the IPv4 address inside. */
function formsOf(address: string): (ipaddr.IPv4 | ipaddr.IPv6)[] {
  const parsed = ipaddr.process(withoutZone(address));
  if (parsed.kind() === 'ipv4') return [parsed];
  const bytes = parsed.toByteArray();
  const inner = EMBEDDED_IPV4.filter(([range]) => contains(toRange(range), parsed) && !isPlainLocal(parsed)).map(
    ([, at]) => ipaddr.fromByteArray(bytes.slice(at, at + 4)),
  );
  return [parsed, ...inner];
}

/** `::` and `::1` lie in the IPv4-compatible range without meaning an IPv4 address. */
function isPlainLocal(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const text = address.toString();
  return text === '::' || text === '::1';
}

function isOwnAddress(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() === 'loopback' || address.range() === 'unspecified') return true;
  const text = address.toString();
  return Object.values(networkInterfaces()).some((entries) =>
    entries?.some((entry) => ipaddr.process(withoutZone(entry.address)).toString() === text),
  );
}

function toRange(text: string): Range {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function contains(range: Range, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return range[0].kind() === address.kind() && address.match(range);
}
