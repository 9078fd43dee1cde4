import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import { Api } from './generated/api';
import { endUserSession } from './generated/fn/users/end-user-session';
import { endUserSessions } from './generated/fn/users/end-user-sessions';
import { getUser } from './generated/fn/users/get-user';
import { type ListUsers$Params, listUsers } from './generated/fn/users/list-users';
import { updateUser } from './generated/fn/users/update-user';
import type { UpdateUserDto } from './generated/models';
import type { Page, User, UserDetail, UserSummary } from './types';

@Injectable({ providedIn: 'root' })
export class UsersApi {
  private readonly api = inject(Api);

  users(query: ListUsers$Params): Observable<Page<UserSummary>> {
    return this.api.invoke(listUsers, query);
  }

  user(id: string): Observable<UserDetail> {
    return this.api.invoke(getUser, { id });
  }

  change(id: string, body: UpdateUserDto): Observable<User> {
    return this.api.invoke(updateUser, { id, body });
  }

  endSession(id: string, sessionId: string): Observable<void> {
    return this.api.invoke(endUserSession, { id, sessionId });
  }

  endSessions(id: string): Observable<void> {
    return this.api.invoke(endUserSessions, { id });
  }
}
