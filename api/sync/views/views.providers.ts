import type { Provider } from '@nestjs/common';
import { ImportViewsHandler } from './import-views.handler';
import { ShareQuery } from './share.query';
import { ViewsImport } from './views-import';
import { ViewsSchedule } from './views-schedule';

export const VIEWS_PROVIDERS: Provider[] = [ShareQuery, ViewsImport, ImportViewsHandler, ViewsSchedule];
