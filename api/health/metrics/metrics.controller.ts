import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';
import ipaddr from 'ipaddr.js';
import { register } from 'prom-client';
import { DomainError, Public } from '../../common';
import { AppConfig } from '../../infra/config';

/** Prometheus metrics: for the bearer of METRICS_TOKEN, or for loopback where none is set. */
@ApiExcludeController()
@Controller()
export class MetricsController {
  constructor(private readonly config: AppConfig) {}

  @Get()
  @Public()
  @Header('content-type', register.contentType)
  @Header('cache-control', 'no-store')
  async scrape(@Req() request: Request): Promise<string> {
    this.authorise(request);
    return register.metrics();
  }

  private authorise(request: Request): void {
    const { metricsToken } = this.config;
    if (!metricsToken) {
      // The socket's address and not a forwarded one: behind a proxy nobody is local.
      if (isLoopback(request.socket.remoteAddress) && !isForwarded(request)) return;
      throw new DomainError('forbidden', 'forbidden', 'Metrics are open to loopback only; set METRICS_TOKEN.');
    }
    const given = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!timingSafeEqual(digest(given), digest(metricsToken))) {
      throw new DomainError('unauthenticated', 'unauthenticated', 'A bearer token is needed.');
    }
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Says so itself, in one of the ways that proxies have. */
function isForwarded({ headers }: Request): boolean {
  return Object.keys(headers).some((name) => /^(x-forwarded-.+|forwarded|x-real-ip|via|cf-connecting-ip)$/.test(name));
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && ipaddr.process(address).range() === 'loopback';
}
