import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import { apiPath } from './base-path';
import { type DownloadedFile, download } from './download';
import { Api } from './generated/api';
import type { ExportAuditEntries$Params } from './generated/fn/audit/export-audit-entries';
import { type ListAuditEntries$Params, listAuditEntries } from './generated/fn/audit/list-audit-entries';
import type { AuditEntry, Page } from './types';

export type AuditFilters = ExportAuditEntries$Params;

@Injectable({ providedIn: 'root' })
export class AuditApi {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);

  entries(query: ListAuditEntries$Params): Observable<Page<AuditEntry>> {
    return this.api.invoke(listAuditEntries, query);
  }

  /** The same as a CSV file. */
  export(filters: AuditFilters): Observable<DownloadedFile> {
    return download(this.http, apiPath('/audit/export'), 'smartplex-audit.csv', { ...filters });
  }
}
