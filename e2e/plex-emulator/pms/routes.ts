import type { PmsRoute } from './pms-call';
import { ACTION_ROUTES } from './routes-actions';
import { ACTIVITY_ROUTES } from './routes-activity';
import { COLLECTION_ROUTES } from './routes-collections';
import { METADATA_ROUTES } from './routes-metadata';
import { PHOTO_ROUTES } from './routes-photo';
import { SECTION_ROUTES } from './routes-sections';
import { SERVER_ROUTES } from './routes-server';

export const PMS_ROUTES: readonly PmsRoute[] = [
  ...SECTION_ROUTES,
  ...COLLECTION_ROUTES,
  ...METADATA_ROUTES,
  ...PHOTO_ROUTES,
  ...ACTIVITY_ROUTES,
  ...ACTION_ROUTES,
  ...SERVER_ROUTES,
];
