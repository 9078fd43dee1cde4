import { ApiProperty } from '@nestjs/swagger';
import { SAID_CODES, SAID_EXAMPLES, type Said, type SaidCode } from './said';

const VALUE = { oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] };

/** A sentence or a label of the server, for who words it in another language. */
export class SaidDto implements Said {
  /** New ones may come: `text` stands for those that are not known. */
  @ApiProperty({ enum: SAID_CODES, enumName: 'SaidCode', example: 'nothing-new' })
  code: SaidCode;

  /** English. */
  @ApiProperty({ example: 'Nothing was added in the last 14 days.' })
  text: string;

  /** What the text names: names of the library as they stand there, figures as numbers, days as `YYYY-MM-DD`, times as ISO. `x-examples` has those of each code. */
  @ApiProperty({
    type: 'object',
    additionalProperties: VALUE,
    example: { days: 14 },
    'x-examples': SAID_EXAMPLES,
  } as Parameters<typeof ApiProperty>[0])
  values: Record<string, string | number | boolean>;
}
