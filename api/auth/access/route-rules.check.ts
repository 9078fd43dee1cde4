import { Injectable, RequestMethod, type OnApplicationBootstrap, type Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { AUDITED_ACT } from '../../common';
import { AccessRules } from './access-rules';

const SAFE = [RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS];

interface Route {
  name: string;
  handler: Type;
  controller: Type;
}

/**
 * Stops the start when any controller of any module, third-party ones included, has a route that
 * declares no access rule, or lets administrators change something and does not say what for the audit log.
 * (The API description is served without a controller and is open anyway.)
 */
@Injectable()
export class RouteRulesCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly rules: AccessRules,
  ) {}

  onApplicationBootstrap(): void {
    const routes = this.discovery.getControllers().flatMap(({ metatype }) => this.routesOf(metatype as Type));
    refuse(
      'Routes without an access rule',
      routes.filter(({ handler, controller }) => !this.rules.of(handler, controller)),
    );
    refuse(
      'Administrative routes without an audited act',
      routes.filter((route) => this.isUnaudited(route)),
    );
  }

  private routesOf(controller: Type | undefined): Route[] {
    if (!controller) return [];
    return this.scanner
      .getAllMethodNames(controller.prototype as object)
      .map((name) => ({ name, controller, handler: (controller.prototype as Record<string, Type>)[name] }))
      .filter(({ handler }) => Reflect.hasMetadata(METHOD_METADATA, handler));
  }

  private isUnaudited({ handler, controller }: Route): boolean {
    const rule = this.rules.of(handler, controller);
    const changes = !SAFE.includes(Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod);
    return rule?.public === false && rule.role === 'admin' && changes && !Reflect.hasMetadata(AUDITED_ACT, handler);
  }
}

function refuse(what: string, routes: Route[]): void {
  if (routes.length === 0) return;
  throw new Error(`${what}: ${routes.map(({ name, controller }) => `${controller.name}.${name}`).join(', ')}`);
}
