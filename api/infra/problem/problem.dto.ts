import { ApiProperty } from '@nestjs/swagger';

/** One field that is not valid. */
export class ProblemFieldDto {
  /** Dotted path of the field in the query, path or body. */
  @ApiProperty({ example: 'limit' })
  field: string;

  @ApiProperty({ example: 'must not be greater than 100' })
  message: string;
}

/** RFC 9457: how every error is answered. */
export class ProblemDto {
  @ApiProperty({ example: 'about:blank' })
  type: string;

  @ApiProperty({ example: 'Not Found' })
  title: string;

  @ApiProperty({ example: 404, type: 'integer' })
  status: number;

  /** Stable kebab-case code to act upon. */
  @ApiProperty({ example: 'not-found' })
  code: string;

  /** For people; may change. */
  @ApiProperty({ example: 'The item was not found.' })
  detail: string;

  /** The same as in the header X-Request-Id and in the log. */
  @ApiProperty({ example: '0d9b8a52-3c2e-4f0e-9a5e-5f5f8c3b6a10' })
  requestId: string;

  @ApiProperty({ type: [ProblemFieldDto], required: false })
  errors?: ProblemFieldDto[];
}
