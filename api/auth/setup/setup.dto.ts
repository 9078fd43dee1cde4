import { ApiProperty } from '@nestjs/swagger';

/** What the next administrator needs. */
export class HandoverDto {
  /** Null where SETUP_CODE gives it. */
  @ApiProperty({ type: 'string', nullable: true, example: 'Zk3vQ0mB1nT5xY7cD9sA' })
  setupCode: string | null;
}

export class SetupDto {
  /** True until there is an administrator and a registered server. */
  needed: boolean;
  /** Version of SmartPlex. */
  @ApiProperty({ example: '1.0.0' })
  version: string;
}
