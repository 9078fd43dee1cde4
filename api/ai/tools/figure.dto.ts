import { ApiProperty } from '@nestjs/swagger';
import { SaidDto } from '../said/said.dto';
import type { Figure } from './tool';

export const FIGURE_UNITS = [
  'count',
  'bytes',
  'ms',
  'percent',
  'plays',
  'minutes',
  'kbps',
  'year',
  'days',
  'rating',
] as const satisfies Figure['unit'][];

/** A figure of the library or of somebody's history. */
export class FigureDto implements Figure {
  /** Stable name of the figure. */
  @ApiProperty({ example: 'plays' })
  key: string;

  /** English, or a name of the library. */
  @ApiProperty({ example: 'Views' })
  label: string;

  /** The label by its code; empty where it is a name. */
  said: SaidDto[];

  @ApiProperty({ type: Number, example: 42 })
  value: number;

  @ApiProperty({ enum: FIGURE_UNITS, enumName: 'FigureUnit' })
  unit: Figure['unit'];
}
