import { Injectable, type OnApplicationBootstrap, type Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { AccessRules } from './access-rules';

/**
 * Stops the start when any controller of any module, third-party ones included, has a route that
 * declares no access rule. (The API description is served without a controller and is open anyway.)
 */
@Injectable()
export class RouteRulesCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly rules: AccessRules,
  ) {}

  onApplicationBootstrap(): void {
    const undeclared = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => this.undeclaredRoutes(metatype as Type));
    if (undeclared.length > 0) throw new Error(`Routes without an access rule: ${undeclared.join(', ')}`);
  }

  private undeclaredRoutes(controller: Type | undefined): string[] {
    if (!controller) return [];
    return this.scanner
      .getAllMethodNames(controller.prototype as object)
      .map((name) => ({ name, handler: (controller.prototype as Record<string, Type>)[name] }))
      .filter(({ handler }) => Reflect.hasMetadata(METHOD_METADATA, handler) && !this.rules.of(handler, controller))
      .map(({ name }) => `${controller.name}.${name}`);
  }
}
