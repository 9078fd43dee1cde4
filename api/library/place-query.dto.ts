import { IsOptional, IsString, MaxLength } from 'class-validator';

/** The server and the section that something is asked about. */
export class PlaceQuery {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  serverId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  sectionId?: string;
}
