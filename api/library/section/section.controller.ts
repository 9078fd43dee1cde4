import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Audited, CurrentPrincipal, type Principal, RequireRole } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { SectionDto, SectionListDto, toSectionDto, UpdateSectionDto } from './section.dto';
import { SectionQuery } from './section.query';
import { SectionService } from './section.service';

@ApiTags('library')
@Controller('library/sections')
export class SectionController {
  constructor(
    private readonly sections: SectionService,
    private readonly query: SectionQuery,
  ) {}

  @Get()
  @RequireRole('user')
  @ApiOperation({
    operationId: 'listSections',
    summary: 'Sections that the caller may see; all of them for administrators',
  })
  async list(@CurrentPrincipal() principal: Principal): Promise<SectionListDto> {
    return { items: (await this.query.list(principal)).map(toSectionDto), nextCursor: null };
  }

  @Patch(':id')
  @Audited('section.update')
  @RequireRole('admin')
  @ApiOperation({ operationId: 'updateSection', summary: 'Sync and show a section, or stop doing so' })
  @ApiProblem(404, 'not-found')
  @ApiProblem(422, 'section-type-unsupported')
  async update(@Param('id') id: string, @Body() body: UpdateSectionDto): Promise<SectionDto> {
    return toSectionDto(await this.sections.setEnabled(id, body.enabled));
  }
}
