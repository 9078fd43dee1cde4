import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, notFound, RequireRole, type UserPrincipal } from '../../common';
import { ApiProblem } from '../../infra/problem';
import { ItemCards } from '../item/item-cards.query';
import { requireItemId } from '../item/item-id';
import { WatcherListDto } from './watcher.dto';
import { WatchersQuery } from './watchers.query';

@ApiTags('library')
@Controller('library/items')
@RequireRole('admin')
export class WatchersController {
  constructor(
    private readonly cards: ItemCards,
    private readonly watchers: WatchersQuery,
  ) {}

  @Get(':id/watchers')
  @ApiOperation({ operationId: 'listWatchers', summary: 'Who watched an item on its server, the last first' })
  @ApiProblem(404, 'not-found')
  async list(@CurrentUser() user: UserPrincipal, @Param('id') id: string): Promise<WatcherListDto> {
    if (!(await this.cards.byId(user, [requireItemId(id)])).has(id)) throw notFound('The item');
    return { items: await this.watchers.of(id), nextCursor: null };
  }
}
