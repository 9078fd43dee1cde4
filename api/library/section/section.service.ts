import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { DomainError, notFound } from '../../common';
import { auditChanges, auditTarget } from '../../infra/audit';
import { PlexServers, ServerRegistry, type PlexServer } from '../../plex';
import { isMirrored, type LibrarySection } from './section';
import { planSections } from './section-changes';
import { SectionRepository } from './section.repository';
import { VisibleSections } from './visible-sections.query';

@Injectable()
export class SectionService implements OnModuleInit {
  constructor(
    private readonly sections: SectionRepository,
    private readonly visible: VisibleSections,
    private readonly servers: PlexServers,
    private readonly registry: ServerRegistry,
    @InjectPinoLogger(SectionService.name) private readonly logger: PinoLogger,
  ) {}

  onModuleInit(): void {
    this.registry.onRegistered((server) => this.refreshFrom(server));
  }

  /**
   * Makes the stored sections those that the server lists. Sections that are gone keep their items. A
   * list that fails throws and changes nothing; nor does an empty one where sections are known, which is
   * what a media server answers while it starts.
   * @throws PlexError
   */
  async refreshFrom(server: Pick<PlexServer, 'id'>, signal?: AbortSignal): Promise<void> {
    const client = await this.servers.sameClientFor(server.id, signal);
    const listed = await client.sections(signal);
    const changed = await this.sections.replan(server.id, (known) => {
      if (listed.length > 0 || known.length === 0) return planSections(known, listed);
      this.logger.warn({ serverId: server.id }, 'A media server listed no sections, those known are kept');
      return { missingIds: [], updates: [], inserts: [] };
    });
    if (changed) this.visible.changed();
  }

  listEnabled(serverId: string): Promise<LibrarySection[]> {
    return this.sections.listEnabled(serverId);
  }

  /** @throws DomainError `not-found`, `section-type-unsupported` */
  async setEnabled(id: string, enabled: boolean): Promise<LibrarySection> {
    const section = isUUID(id) ? await this.sections.find(id) : null;
    if (!section) throw notFound('The section');
    auditTarget({ name: section.title });
    auditChanges({ enabled: section.enabled }, { enabled });
    if (enabled && !isMirrored(section.type)) {
      throw new DomainError('invalid', 'section-type-unsupported', 'Sections of this type cannot be synced.', {
        errors: [{ field: 'enabled', message: 'must be false for sections of this type' }],
      });
    }
    await this.sections.setEnabled(id, enabled);
    this.visible.changed();
    return { ...section, enabled };
  }
}
