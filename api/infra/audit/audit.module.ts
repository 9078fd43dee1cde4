import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AuditController } from './audit.controller';
import { AuditEntries } from './audit-entry.repository';
import { AuditExport } from './audit-export';
import { AuditInterceptor } from './audit.interceptor';
import { AuditLog } from './audit-log';
import { AuditRetention } from './audit-retention';

/** Who did what to which part of the installation. */
@Global()
@Module({
  controllers: [AuditController],
  providers: [
    AuditEntries,
    AuditLog,
    AuditExport,
    AuditRetention,
    { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
  ],
  exports: [AuditLog],
})
export class AuditModule {}
