import { ApiProperty } from '@nestjs/swagger';

export class SetupDto {
  /** True until there is an administrator and a registered server. */
  needed: boolean;
  /** Version of SmartPlex. */
  @ApiProperty({ example: '1.0.0' })
  version: string;
}
