import type { Routes } from '@angular/router';

export const developmentRoutes: Routes = [];
