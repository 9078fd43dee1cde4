import { Injectable, type CanActivate, type ExecutionContext, type Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import type { Request } from 'express';
import { validationFailed } from './validation';

interface Takes {
  query: boolean;
  body: boolean;
}

/**
 * Refuses query and body fields on routes that take none: the DTOs of the others refuse what they do
 * not know, but nobody looks at what has no DTO. Probes and metrics are not asked: whoever polls them
 * adds what they like.
 */
@Injectable()
export class DeclaredInputGuard implements CanActivate {
  private readonly takes = new WeakMap<object, Takes>();

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (!request.path.startsWith('/api/')) return true;
    const takes = this.takesOf(context.getClass(), context.getHandler());
    if (!takes.query) refuseFields(request.query);
    if (!takes.body) refuseFields(request.body);
    return true;
  }

  private takesOf(controller: Type, handler: { name: string }): Takes {
    const known = this.takes.get(handler);
    if (known) return known;
    const declared = Object.keys(
      (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler.name) as object | undefined) ?? {},
    ).map((key) => Number(key.split(':', 1)[0]) as RouteParamtypes);
    const takes = { query: declared.includes(RouteParamtypes.QUERY), body: declared.includes(RouteParamtypes.BODY) };
    this.takes.set(handler, takes);
    return takes;
  }
}

function refuseFields(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const fields = Object.keys(value);
  if (fields.length === 0) return;
  throw validationFailed(fields.map((field) => ({ field: field.slice(0, 200), message: 'is not a known field' })));
}
