import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import { patiently } from './api.interceptors';
import { Api } from './generated/api';
import { getAiSettings } from './generated/fn/ai/get-ai-settings';
import { testAiSettings } from './generated/fn/ai/test-ai-settings';
import { updateAiSettings } from './generated/fn/ai/update-ai-settings';
import type { AiSettings, AiSettingsChanges, AiTest } from './types';

@Injectable({ providedIn: 'root' })
export class AiApi {
  private readonly api = inject(Api);

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
}
