import { Injectable } from '@nestjs/common';
import type { Principal } from '../../common';
import { Database } from '../../infra/database';
import type { LibrarySection } from './section';
import { SECTION_COLUMNS } from './section.repository';
import { VisibleSections } from './visible-sections.query';

@Injectable()
export class SectionQuery {
  constructor(
    private readonly database: Database,
    private readonly visible: VisibleSections,
  ) {}

  /** Administrators see every section, disabled and missing ones too; users what they may browse. By server and title. */
  async list(principal: Principal): Promise<LibrarySection[]> {
    const from = `SELECT ${SECTION_COLUMNS} FROM library_sections s JOIN plex_servers p ON p.id = s.server_id`;
    const order = 'ORDER BY p.name, p.id, s.title, s.id';
    if (principal.role === 'admin') return this.database.rows(`${from} ${order}`);
    const ids = (await this.visible.list(principal)).map(({ id }) => id);
    return this.database.rows(`${from} WHERE s.id = ANY ($1) ${order}`, [ids]);
  }
}
