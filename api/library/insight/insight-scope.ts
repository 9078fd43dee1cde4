import { Injectable } from '@nestjs/common';
import { notFound, type Principal } from '../../common';
import { ServerRegistry } from '../../plex';
import { sectionsInScope } from '../item/item-scope';
import { VisibleSections, type VisibleSection } from '../section/visible-sections.query';

interface Place {
  serverId?: string;
  sectionId?: string;
}

/** Where a caller's insights look: enabled sections, narrowed. */
@Injectable()
export class InsightScope {
  constructor(
    private readonly visible: VisibleSections,
    private readonly servers: ServerRegistry,
  ) {}

  /** @throws DomainError `not-found` for a server or section that the caller may not see */
  async sections(principal: Principal, { serverId, sectionId }: Place): Promise<VisibleSection[]> {
    const visible = await this.visible.list(principal);
    const isKnown = serverId === undefined || visible.some((section) => section.serverId === serverId);
    if (!isKnown && !(await this.servers.find(serverId))) throw notFound('The server');
    return sectionsInScope(visible, { serverId, sectionId });
  }

  all(principal: Principal): Promise<VisibleSection[]> {
    return this.visible.list(principal);
  }
}
