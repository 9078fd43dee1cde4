import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import { patiently } from './api.interceptors';
import { apiPath } from './base-path';
import { type DownloadedFile, download } from './download';
import { Api } from './generated/api';
import { getAiSettings } from './generated/fn/ai/get-ai-settings';
import { getAiUsage } from './generated/fn/ai/get-ai-usage';
import { listAiUsage } from './generated/fn/ai/list-ai-usage';
import { testAiSettings } from './generated/fn/ai/test-ai-settings';
import { updateAiSettings } from './generated/fn/ai/update-ai-settings';
import type { AiSettings, AiSettingsChanges, AiTest, MonthOfUse, OwnUse } from './types';

@Injectable({ providedIn: 'root' })
export class AiApi {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);

  settings(): Observable<AiSettings> {
    return this.api.invoke(getAiSettings);
  }

  change(body: AiSettingsChanges): Observable<AiSettings> {
    return this.api.invoke(updateAiSettings, { body });
  }

  /** Asks the model itself; what is absent is taken as it is set. */
  test(body: AiSettingsChanges): Observable<AiTest> {
    return this.api.invoke(testAiSettings, { body }, patiently());
  }

  /** What each person used of the model in a month of UTC; absent: this one. */
  use(month?: string): Observable<MonthOfUse> {
    return this.api.invoke(listAiUsage, { month });
  }

  ownUse(): Observable<OwnUse> {
    return this.api.invoke(getAiUsage);
  }

  /** All own conversations as a JSON file. */
  exportConversations(): Observable<DownloadedFile> {
    return download(this.http, apiPath('/ai/conversations/export'), 'smartplex-conversations.json');
  }
}
