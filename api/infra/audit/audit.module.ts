import { Global, Module } from '@nestjs/common';
import { AuditController } from './audit.controller';
import { AuditExport } from './audit-export';
import { AuditLog } from './audit-log';

/** Who did what to which part of the installation. */
@Global()
@Module({
  controllers: [AuditController],
  providers: [AuditLog, AuditExport],
  exports: [AuditLog],
})
export class AuditModule {}
