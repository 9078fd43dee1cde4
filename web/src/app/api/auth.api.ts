import { Injectable, inject } from '@angular/core';
import type { Observable } from 'rxjs';
import { Api } from './generated/api';
import { claimSignIn } from './generated/fn/auth/claim-sign-in';
import { deleteOtherSession } from './generated/fn/auth/delete-other-session';
import { deleteSession } from './generated/fn/auth/delete-session';
import { getSession } from './generated/fn/auth/get-session';
import { listSessions } from './generated/fn/auth/list-sessions';
import { startSignIn } from './generated/fn/auth/start-sign-in';
import { getSetup } from './generated/fn/setup/get-setup';
import { handOverSetup } from './generated/fn/setup/hand-over-setup';
import type { Handover, Page, Session, Setup, SignInClaim, StartedPin, User } from './types';

@Injectable({ providedIn: 'root' })
export class AuthApi {
  private readonly api = inject(Api);

  setup(): Observable<Setup> {
    return this.api.invoke(getSetup);
  }

  /** Forgets who is signed in, the only administrator so far, and answers the code for the next one. */
  handOverSetup(): Observable<Handover> {
    return this.api.invoke(handOverSetup);
  }

  session(): Observable<{ user: User }> {
    return this.api.invoke(getSession);
  }

  signOut(): Observable<void> {
    return this.api.invoke(deleteSession);
  }

  startPin(): Observable<StartedPin> {
    return this.api.invoke(startSignIn);
  }

  claimPin(id: string, setupCode: string | null): Observable<SignInClaim> {
    return this.api.invoke(claimSignIn, { id, body: setupCode === null ? {} : { setupCode } });
  }

  /** Browsers in which the caller is signed in. */
  sessions(): Observable<Page<Session>> {
    return this.api.invoke(listSessions);
  }

  endSession(id: string): Observable<void> {
    return this.api.invoke(deleteOtherSession, { id });
  }
}
