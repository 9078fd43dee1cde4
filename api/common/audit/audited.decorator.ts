import { SetMetadata } from '@nestjs/common';
import type { AuditAction } from './audit-actions';

/** Metadata key under which the audit log finds what a route does. */
export const AUDITED_ACT = 'smartplex:audited-act';

/** Calls of the route are written into the audit log, as this act. Unsafe routes for administrators must say one. */
export const Audited = (action: AuditAction) => SetMetadata<string, AuditAction>(AUDITED_ACT, action);
