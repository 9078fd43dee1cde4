import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ACCESS_RULE, type AccessRule } from '../../common';

type Handler = Parameters<Reflector['get']>[1];

/** Reads the rule that a route declares; a rule on the method goes before one on the controller. */
@Injectable()
export class AccessRules {
  constructor(private readonly reflector: Reflector) {}

  of(handler: Handler, controller: Handler): AccessRule | undefined {
    return this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [handler, controller]);
  }
}
